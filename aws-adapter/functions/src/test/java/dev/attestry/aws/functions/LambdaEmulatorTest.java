package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.chain.Kind;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.LambdaEmulator;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The package that is deployed in AWS's own emulator of an instance. */
final class LambdaEmulatorTest {

  private static final String DONE = "{\"batchItemFailures\":[]}";
  private static final int TIMEOUT_SECONDS = 10;

  /** A start on a loaded machine may take longer than the time-out. */
  private static final int INVOCATIONS = 8;

  private final Path target = Path.of("target").toAbsolutePath();

  /** Held while the store shall not answer. */
  private final Semaphore store = new Semaphore(1);

  @Test
  void anInstanceThatIsKilledAtItsTimeoutStartsAnewAndItsCommitStandsOnce() throws Exception {
    Optional<String> missing = AwsStandIn.MINISTACK.missing().or(LambdaEmulator::missing);
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    Path work = Files.createDirectories(target.resolve("rie-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom());
        Wire wire = Wire.heard(aws.endpoint(), head -> awaitStore())) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, 2);
      List<String> results = Messages.results(trial, unpacked);
      Map<String, String> environment = new HashMap<>(trial.environment());
      environment.put("AWS_ENDPOINT_URL", wire.endpoint().toString());
      try (LambdaEmulator lambda =
          LambdaEmulator.start(
              unpacked,
              "dev.attestry.aws.functions.AppendHandler::handleRequest",
              TIMEOUT_SECONDS,
              environment,
              work)) {
        append(lambda, results.get(0));
        assertThat(trial.entries(Kind.RESULT)).hasSize(1);
        store.acquire();
        try {
          assertThat(lambda.invoke(Messages.batch(results.get(1)))).contains("timed out");
        } finally {
          store.release();
        }
        append(lambda, results.get(1));
        assertThat(trial.entries(Kind.RESULT)).hasSize(2);
        assertThat(lambda.printed()).contains("REPORT RequestId", "Init Duration");
      }
    }
  }

  private void awaitStore() {
    store.acquireUninterruptibly();
    store.release();
  }

  private static void append(LambdaEmulator lambda, String result) throws Exception {
    String answer = "";
    for (int n = 0; n < INVOCATIONS && !answer.equals(DONE); n++) {
      answer = lambda.invoke(Messages.batch(result));
    }
    assertThat(answer).as(() -> printed(lambda)).isEqualTo(DONE);
  }

  private static String printed(LambdaEmulator lambda) {
    try {
      return lambda.printed();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
