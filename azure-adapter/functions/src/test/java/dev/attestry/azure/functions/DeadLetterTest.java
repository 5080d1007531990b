package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.azure.host.HostProcess;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.standin.LoopbackAzure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check request that is one, and that nobody can work off: in the host, with its poison queue.
 */
final class DeadLetterTest {

  private static final int COMPONENTS = 3;
  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of no policy in the log. */
  private static final String NOWHERE = "ni:///sha-384;" + "A".repeat(64);

  @TempDir private Path work;
  private final Path app = Path.of("target/azure-functions/attestry").toAbsolutePath();

  /** Whoever can make checks fail must not make components fall silent. */
  @Test
  void aRequestWhoseHandlingAlwaysFailsEndsAsAGapOfEachOfItsComponents() throws Exception {
    Optional<String> missing = LoopbackAzure.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty() && Files.isDirectory(app), () -> missing.orElse("no " + app));
    try (AzureTrial trial = new AzureTrial(work, COMPONENTS)) {
      QueueClient checks = trial.queue("checks");
      ObjectNode request = planned(trial, checks);
      checks.sendMessage(request.put("policy", NOWHERE).toString());
      try (HostProcess host = start(trial, Map.of())) {
        await(() -> gaps(trial).size() == COMPONENTS);
        assertThat(gaps(trial))
            .allSatisfy(
                e -> assertThat(((GapContent) e.content()).reason()).isEqualTo("dead-letter"));
        assertThat(gaps(trial)).extracting(Entry::component).doesNotHaveDuplicates();
        await(() -> host.ended("check", "Failed") == ATTEMPTS);
        await(() -> host.ended("check_dead_letter", "Succeeded") == 1);
        await(() -> trial.queue("checks-poison").peekMessage() == null);
        assertThat(host.ended("append", "S")).isZero();
        assertThat(checks.peekMessage()).isNull();
      }
    }
  }

  /** What a sweep asked for, taken from the queue before anybody works it off. */
  private ObjectNode planned(AzureTrial trial, QueueClient checks) throws Exception {
    try (HostProcess host = start(trial, Map.of("AzureWebJobs.check.Disabled", "true"))) {
      String now = Json.object().put("input", "").toString();
      assertThat(host.post("/admin/functions/sweep", now, Optional.empty()).statusCode())
          .isEqualTo(202);
      await(() -> checks.peekMessage() != null);
    }
    QueueMessageItem message = checks.receiveMessage();
    checks.deleteMessage(message.getMessageId(), message.getPopReceipt());
    return Json.readObject("request", Bytes.utf8(message.getBody().toString()));
  }

  private HostProcess start(AzureTrial trial, Map<String, String> more) throws Exception {
    Map<String, String> all = new HashMap<>(trial.settings());
    all.put("ATTESTRY_SWEEP_SCHEDULE", "0 0 3 1 1 *");
    all.put("ATTESTRY_AUDIT_SCHEDULE", "0 0 3 1 1 *");
    all.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:01");
    all.put("FAKE_HOST_AGAIN_AFTER", "PT1S");
    all.putAll(trial.azure.identity());
    all.putAll(more);
    return HostProcess.start(app, trial.azure.trustStore(), all);
  }

  private static List<Entry> gaps(AzureTrial trial) throws Exception {
    return trial.log.entries(trial.bucket, Kind.GAP);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("the time that this may take").isBefore(end);
      Thread.sleep(200);
    }
  }
}
