package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.LambdaPackage;
import dev.attestry.lab.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The package that is deployed, in MiniStack's Lambda: schedule, queues, bucket with Object Lock,
 * keys in KMS. Attesters of the lab answer over HTTP on the loopback.
 */
final class WholePathTest {

  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void aScheduleEndsAsOneResultForEachComponentInOneLockedBucket() throws Exception {
    assumeTrue(
        AwsStandIn.MINISTACK.missing().isEmpty(), () -> AwsStandIn.MINISTACK.missing().get());
    // Its functions get a /tmp of their own, so nothing that they read may lie in it.
    Path work =
        Files.createDirectories(target.resolve("ministack-" + ProcessHandle.current().pid()));
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom())) {
      int components = Integer.getInteger("attestry.components", 1000);
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, components);
      deploy(trial);
      start(trial);
      schedule(trial);
      List<Entry> results = awaitResults(trial, components);
      assertThat(results).extracting(Entry::component).doesNotHaveDuplicates();
      event(trial);
      awaitResults(trial, components + 1);
      deadLetter(trial);
      audit(trial);
      told(trial);
      AuditReport audit =
          Audit.run(
              trial.bucket(),
              trial.log().shard(),
              AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(trial.log().genesis()));
      assertThat(audit.findings())
          .noneMatch(f -> f.level() == AuditCheck.Level.FAULT)
          .noneMatch(f -> f.check() == AuditCheck.RETENTION);
      assertThat(trial.bucket().alarms()).isEmpty();
    }
  }

  private void deploy(AwsTrial trial) throws Exception {
    SdkBytes zip =
        SdkBytes.fromByteArray(
            LambdaPackage.withBootstrap(
                target.resolve("attestry-aws-functions.zip"), target.resolve("runtime-client")));
    try (LambdaClient lambda = trial.client(LambdaClient.builder())) {
      for (String name : List.of("Sweep", "Event", "Check", "Append", "DeadLetter", "Audit")) {
        lambda.createFunction(
            b ->
                b.functionName(name)
                    .runtime(Runtime.PROVIDED_AL2023)
                    .role("arn:aws:iam::" + AwsTrial.ACCOUNT + ":role/attestry")
                    .handler("dev.attestry.aws.functions." + name + "Handler::handleRequest")
                    .timeout(100)
                    .memorySize(1024)
                    .environment(e -> e.variables(trial.environment()))
                    .code(c -> c.zipFile(zip)));
      }
      map(lambda, "Check", "checks", 1);
      map(lambda, "Append", "results", 10);
      map(lambda, "DeadLetter", "dead", 10);
    }
  }

  private static void map(LambdaClient lambda, String function, String queue, int batch) {
    lambda.createEventSourceMapping(
        b ->
            b.functionName(function)
                .eventSourceArn(AwsTrial.queueArn(queue))
                .batchSize(batch)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
  }

  /** The first start of an instance, with what it says if it fails. */
  private void start(AwsTrial trial) {
    try (LambdaClient lambda = trial.client(LambdaClient.builder())) {
      InvokeResponse r =
          lambda.invoke(
              b ->
                  b.functionName("Sweep")
                      .payload(SdkBytes.fromUtf8String("{\"scheduled\":\"now\"}")));
      assertThat(r.payload().asUtf8String()).contains("expected in UTC");
    }
  }

  /** A schedule that fires once, now. */
  private void schedule(AwsTrial trial) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (SchedulerClient scheduler = trial.client(SchedulerClient.builder())) {
      scheduler.createSchedule(
          b ->
              b.name("sweep")
                  .scheduleExpression("at(" + now.plusSeconds(1).toString().replace("Z", "") + ")")
                  .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                  .target(
                      t ->
                          t.arn("arn:aws:lambda:us-east-1:" + AwsTrial.ACCOUNT + ":function:Sweep")
                              .roleArn("arn:aws:iam::" + AwsTrial.ACCOUNT + ":role/attestry")
                              .input(Json.object().put("scheduled", now.toString()).toString())));
    }
  }

  private static List<Entry> awaitResults(AwsTrial trial, int components) throws Exception {
    Instant end = Instant.now().plus(AwsTrial.PATIENCE);
    List<Entry> results = List.of();
    while (results.size() < components) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            results.size() + " of " + components + " results after " + AwsTrial.PATIENCE);
      }
      Thread.sleep(1000);
      results = trial.entries(Kind.RESULT);
    }
    return results;
  }

  /** An instance has started: its component is checked at once, whatever the schedule says. */
  private void event(AwsTrial trial) {
    try (EventBridgeClient bridge = trial.client(EventBridgeClient.builder())) {
      ProviderRule.fire(
          bridge, "arn:aws:lambda:us-east-1:" + AwsTrial.ACCOUNT + ":function:Event", 0);
    }
  }

  /** A message that nobody can read ends in the dead-letter queue, and as an entry that says so. */
  private void deadLetter(AwsTrial trial) throws Exception {
    try (SqsClient sqs = trial.client(SqsClient.builder())) {
      sqs.sendMessage(b -> b.queueUrl(trial.queues().get("dead")).messageBody("poison"));
    }
    Instant end = Instant.now().plus(AwsTrial.PATIENCE);
    while (trial.entries(Kind.ACTION).isEmpty()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(1000);
    }
  }

  /** The daily audit writes down what it found; delivered twice, it is one. */
  private void audit(AwsTrial trial) throws Exception {
    try (LambdaClient lambda = trial.client(LambdaClient.builder())) {
      String day = "{\"scheduled\":\"2026-11-28T03:00:00Z\"}";
      for (String conclusion : List.of("clean", "known")) {
        InvokeResponse r =
            lambda.invoke(b -> b.functionName("Audit").payload(SdkBytes.fromUtf8String(day)));
        assertThat(r.payload().asUtf8String()).contains(conclusion);
      }
    }
    assertThat(trial.entries(Kind.AUDIT)).hasSize(1);
  }

  /** The policy names nothing, so each result is one to be told of. */
  private void told(AwsTrial trial) throws Exception {
    try (SqsClient sqs = trial.client(SqsClient.builder())) {
      ReceiveMessageResponse r =
          sqs.receiveMessage(b -> b.queueUrl(trial.queues().get("told")).waitTimeSeconds(5));
      ObjectNode event = Json.readObject("event", Bytes.utf8(r.messages().get(0).body()));
      assertThat(event.path("source").asText()).isEqualTo("//trial.example/" + trial.log().shard());
      assertThat(event.path("type").asText()).startsWith("dev.attestry.");
    }
  }
}
