package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.NeverPrinted;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.Wire;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What Lambda may do to an instance at the worst moment: kill it between the put of a commit and
 * the acknowledgement, deliver twice and out of order, lose its answer. Each time the message comes
 * again to another instance.
 */
final class RuntimeApiTest {

  /** Of a message that nobody can read. */
  private static final String MESSAGE = "patient-4711";

  private static final List<String> FUNCTIONS =
      List.of("Sweep", "Event", "Check", "Append", "DeadLetter", "Audit");

  private static final String DONE = "{\"batchItemFailures\":[]}";

  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void nothingIsLostOrDoubledWhateverBecomesOfAnInstanceAndItsAnswer() throws Exception {
    assumeTrue(
        AwsStandIn.MINISTACK.missing().isEmpty(), () -> AwsStandIn.MINISTACK.missing().get());
    Path work = Files.createDirectories(target.resolve("runtime-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom())) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, 3);
      List<String> results = results(trial, unpacked);
      killedBetweenPutAndAnswer(trial, unpacked, results.get(0));
      twiceAndOutOfOrder(trial, unpacked, results);
      answerLost(trial, unpacked, results.get(2));
      AuditReport audit =
          Audit.run(
              trial.bucket(),
              trial.log().shard(),
              AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(trial.log().genesis()));
      assertThat(audit.findings()).noneMatch(f -> f.level() == AuditCheck.Level.FAULT);
      theOtherFunctions(trial, unpacked, results.get(0));
      linesHoldNothingThatTheyMayNot(trial, unpacked);
    }
  }

  /** Each gets what it can work off, and what it cannot read. */
  private static void theOtherFunctions(AwsTrial trial, Path unpacked, String result)
      throws Exception {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    for (String f : List.of("Sweep", "Audit")) {
      try (FunctionProcess scheduled = FunctionProcess.start(unpacked, f, trial.environment())) {
        assertThat(scheduled.answer("{\"scheduled\":\"" + MESSAGE + "\"}")).contains("expected in");
        assertThat(scheduled.answer("{\"scheduled\":\"" + now + "\"}"))
            .contains(f.equals("Sweep") ? "due" : "conclusion");
      }
    }
    try (FunctionProcess letters =
        FunctionProcess.start(unpacked, "DeadLetter", trial.environment())) {
      assertThat(letters.answer(Messages.batch(MESSAGE, result))).isEqualTo(DONE);
    }
    assertThat(trial.entries(Kind.ACTION)).hasSize(1);
  }

  /** What would help an attacker, or name a person: all that the functions have printed is read. */
  private static void linesHoldNothingThatTheyMayNot(AwsTrial trial, Path unpacked)
      throws Exception {
    List<String> never = new ArrayList<>(NeverPrinted.of(trial.entries(Kind.RESULT)));
    never.addAll(List.of(AwsTrial.SECRET, AwsTrial.PERSON, AwsTrial.ADDRESS, MESSAGE));
    for (String f : FUNCTIONS) {
      String lines = Files.readString(unpacked.resolve(f + ".log"));
      assertThat(lines).as(f).isNotBlank();
      never.forEach(n -> assertThat(lines).as(f).doesNotContain(n));
    }
  }

  /** An event for each component, and what its check has found, as messages that wait. */
  private static List<String> results(AwsTrial trial, Path unpacked) throws Exception {
    List<String> checks = new ArrayList<>();
    try (FunctionProcess event = FunctionProcess.start(unpacked, "Event", trial.environment())) {
      for (int i = 0; i < 3; i++) {
        assertThat(event.answer(AwsTrial.started(i)).replace(" ", "")).contains("\"planned\":1");
        checks.add(Messages.only(trial, "checks"));
      }
      assertThat(event.answer(AwsTrial.stoppedBy(0)).replace(" ", "")).contains("\"planned\":1");
      assertThat(event.answer("{\"detail\":" + MESSAGE + "}").replace(" ", ""))
          .contains("\"malformed\":1");
    }
    List<String> results = new ArrayList<>();
    try (FunctionProcess check = FunctionProcess.start(unpacked, "Check", trial.environment())) {
      for (String c : checks) {
        assertThat(check.answer(Messages.batch(c))).isEqualTo(DONE);
        results.add(Messages.only(trial, "results"));
      }
    }
    return results;
  }

  private static void killedBetweenPutAndAnswer(AwsTrial trial, Path unpacked, String result)
      throws Exception {
    CompletableFuture<FunctionProcess> first = new CompletableFuture<>();
    try (Wire wire = Wire.cut(trial.endpoint(), "/commit/", () -> first.join().kill());
        FunctionProcess append =
            FunctionProcess.start(unpacked, "Append", by(trial, wire.endpoint()))) {
      first.complete(append);
      append.begin(Messages.batch(result));
      assertThat(append.ends()).isTrue();
    }
    assertThat(trial.entries(Kind.RESULT)).hasSize(1);
    try (FunctionProcess append = FunctionProcess.start(unpacked, "Append", trial.environment())) {
      assertThat(append.answer(Messages.batch(result))).isEqualTo(DONE);
    }
    assertThat(trial.entries(Kind.RESULT)).hasSize(1);
  }

  private static Map<String, String> by(AwsTrial trial, URI endpoint) {
    Map<String, String> environment = new HashMap<>(trial.environment());
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    return environment;
  }

  private static void twiceAndOutOfOrder(AwsTrial trial, Path unpacked, List<String> results)
      throws Exception {
    try (FunctionProcess append = FunctionProcess.start(unpacked, "Append", trial.environment())) {
      for (int i = 0; i < 2; i++) {
        assertThat(append.answer(Messages.batch(results.get(1), results.get(0), results.get(1))))
            .isEqualTo(DONE);
      }
      assertThat(append.answer(Messages.batch(MESSAGE))).contains("m0");
    }
    assertThat(trial.entries(Kind.RESULT))
        .extracting(Entry::component)
        .containsExactly("aws/c0", "aws/c1");
  }

  private static void answerLost(AwsTrial trial, Path unpacked, String result) throws Exception {
    try (FunctionProcess append = FunctionProcess.start(unpacked, "Append", trial.environment())) {
      CountDownLatch lost = append.loseAnswer();
      append.begin(Messages.batch(result));
      // Lambda ends an instance whose answer it did not get.
      assertThat(lost.await(AwsTrial.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    try (FunctionProcess append = FunctionProcess.start(unpacked, "Append", trial.environment())) {
      assertThat(append.answer(Messages.batch(result))).isEqualTo(DONE);
    }
    assertThat(trial.entries(Kind.RESULT))
        .extracting(Entry::component)
        .containsExactly("aws/c0", "aws/c1", "aws/c2");
  }
}
