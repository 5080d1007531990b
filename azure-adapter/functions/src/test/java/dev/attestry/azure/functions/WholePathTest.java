package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.azure.host.HostProcess;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.NeverPrinted;
import dev.attestry.lab.standin.LoopbackAzure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The folder that is deployed, in our fake of the host: timer, queues and container of Azurite,
 * keys in the fake vault. Each message is delivered a second time, after what came later.
 */
final class WholePathTest {

  private static final int COMPONENTS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Who called the API, in an event. */
  private static final String PERSON = "alice@clinic.example";

  /** Of a message that nobody can read. */
  private static final String POISON = "patient-4711";

  @TempDir private Path work;
  private final Path app = Path.of("target/azure-functions/attestry").toAbsolutePath();

  @Test
  void aTimerEndsAsOneResultForEachComponentUnderTheVaultsKey() throws Exception {
    Optional<String> missing = LoopbackAzure.missing().or(this::missingFolder);
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (AzureTrial trial = vaultAway(new AzureTrial(work, COMPONENTS));
        HostProcess host = HostProcess.start(app, trial.azure.trustStore(), settings(trial))) {
      try {
        again(host);
        await(() -> entries(trial, Kind.RESULT).size() >= COMPONENTS);
        event(host);
        await(() -> entries(trial, Kind.RESULT).size() > COMPONENTS);
        poison(trial, host);
        audit(trial, host);
        await(() -> host.ended("check", "S") >= 4 && host.ended("append", "S") >= 4);
        judge(trial, host);
      } catch (AssertionError | Exception e) {
        Files.write(Path.of("target/host.log"), host.lines());
        throw e;
      }
    }
  }

  private Optional<String> missingFolder() {
    return Files.isDirectory(app)
        ? Optional.empty()
        : Optional.of(
            "no folder " + app + ": Microsoft's plugin finds functions on JDK 21 or later");
  }

  /** A sweep a few seconds from now, and at that second of each minute. */
  private static Map<String, String> settings(AzureTrial trial) {
    Map<String, String> all = new HashMap<>(trial.settings());
    long second = (Instant.now().getEpochSecond() + 6) % 60;
    all.put("ATTESTRY_SWEEP_SCHEDULE", second + " * * * * *");
    all.put("ATTESTRY_AUDIT_SCHEDULE", "0 0 3 1 1 *");
    all.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:01");
    all.put("FAKE_HOST_AGAIN_AFTER", "PT1S");
    all.put("FAKE_HOST_RETRY_AFTER", "PT1S");
    all.putAll(trial.azure.identity());
    return all;
  }

  /** For whoever asks first, which is the sweep. */
  private static AzureTrial vaultAway(AzureTrial trial) {
    trial.azure.vault().refuse(1);
    return trial;
  }

  /** Its round would be lost, were it not for the retry policy: the next is a minute later. */
  private static void again(HostProcess host) throws Exception {
    await(() -> host.ended("sweep", "Failed") == 1);
    Instant failed = Instant.now();
    await(() -> host.ended("sweep", "Succeeded") >= 1);
    assertThat(Instant.now()).isBefore(failed.plusSeconds(30));
  }

  /** A machine was started: its component is checked at once. What we did ourselves is nothing. */
  private static void event(HostProcess host) throws Exception {
    String hook = "/runtime/webhooks/EventGrid?functionName=event&code=key";
    ObjectNode validation = Json.object();
    validation.putObject("data").put("validationCode", "512d38b6");
    assertThat(
            host.post(hook, "[" + validation + "]", Optional.of("SubscriptionValidation")).body())
        .isEqualTo("{\"validationResponse\":\"512d38b6\"}");
    ArrayNode events = Json.object().putArray("events");
    events.add(operation("e-1", "start/action", "somebody"));
    events.add(operation("e-2", "runCommands/write", "00000000-0000-4000-8000-000000000002"));
    assertThat(host.post(hook, events.toString(), Optional.of("Notification")).statusCode())
        .isEqualTo(202);
    said(host, "\"planned\":1,\"own\":");
    said(host, "\"planned\":0,\"own\":1");
  }

  private static ObjectNode operation(String id, String operation, String who) {
    String machine = AzureTrial.machine(0);
    ObjectNode e = Json.object().put("id", id).put("subject", machine).put("topic", "/t");
    e.put("eventType", "Microsoft.Resources.ResourceActionSuccess").put("dataVersion", "2");
    e.put("eventTime", "2026-11-28T12:00:00Z").put("metadataVersion", "1");
    ObjectNode data = e.putObject("data").put("resourceUri", machine).put("status", "Succeeded");
    data.put("operationName", "Microsoft.Compute/virtualMachines/" + operation);
    data.put("correlationId", "correlation-" + id);
    data.putObject("claims").put("appid", who).put("name", PERSON);
    return e;
  }

  /** What always fails ends in the poison queue, and as an entry that says so. */
  private static void poison(AzureTrial trial, HostProcess host) throws Exception {
    long failed = host.ended("append", "Failed");
    trial.queue("results").sendMessage(POISON);
    await(() -> entries(trial, Kind.ACTION).size() == 1);
    assertThat(host.ended("append", "Failed") - failed).isEqualTo(5);
    await(() -> host.ended("append_dead_letter", "Succeeded") == 1);
    await(() -> trial.queue("results-poison").peekMessage() == null);
  }

  /** The daily audit, by hand and twice. */
  private static void audit(AzureTrial trial, HostProcess host) throws Exception {
    String day = "{\"ScheduleStatus\":{\"Next\":\"2026-11-28T03:00:00+00:00\"}}";
    String request = Json.object().put("input", day).toString();
    for (String conclusion : List.of("clean", "known")) {
      assertThat(host.post("/admin/functions/audit", request, Optional.empty()).statusCode())
          .isEqualTo(202);
      said(host, "\"conclusion\":\"" + conclusion);
    }
    assertThat(entries(trial, Kind.AUDIT)).hasSize(1);
  }

  private static void judge(AzureTrial trial, HostProcess host) throws Exception {
    assertThat(entries(trial, Kind.RESULT)).extracting(Entry::id).doesNotHaveDuplicates();
    assertThat(entries(trial, Kind.RESULT)).hasSize(COMPONENTS + 1);
    AuditReport audit =
        Audit.run(
            trial.bucket,
            trial.log.shard(),
            AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(trial.log.genesis()));
    assertThat(audit.findings()).noneMatch(f -> f.level() == AuditCheck.Level.FAULT);
    assertThat(((VersionedBucket) trial.bucket).alarms()).isEmpty();
    // The policy names nothing, so each result is one to be told of.
    assertThat(trial.azure.topic().events())
        .anyMatch(e -> e.path("source").asText().equals("//trial.example/" + trial.log.shard()));
    List<String> never = new ArrayList<>(NeverPrinted.of(entries(trial, Kind.RESULT)));
    // Whoever has it gets tokens.
    never.add(trial.azure.identity().get("IDENTITY_HEADER"));
    never.addAll(List.of(PERSON, POISON));
    assertThat(host.lines()).noneMatch(l -> never.stream().anyMatch(l::contains));
  }

  /** What it prints comes by a pipe, so perhaps after the answer to what made it say so. */
  private static void said(HostProcess host, String what) throws Exception {
    await(() -> host.lines().stream().anyMatch(l -> l.contains(what)));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("the time that this may take").isBefore(end);
      Thread.sleep(200);
    }
  }

  private static List<Entry> entries(AzureTrial trial, Kind kind) throws Exception {
    return trial.log.entries(trial.bucket, kind);
  }
}
