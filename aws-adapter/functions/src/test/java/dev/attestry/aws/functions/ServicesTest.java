package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What the functions ask of AWS, in each stand-in: they disagree on enough that what passes in one
 * proves little.
 */
final class ServicesTest {

  private static final String DONE = "{\"batchItemFailures\":[]}";

  private final Path target = Path.of("target").toAbsolutePath();

  @ParameterizedTest
  @EnumSource
  void aRuleOnAProviderEventEndsAsAnEntryThatIsToldOf(AwsStandIn standIn) throws Exception {
    Optional<String> missing = standIn.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    Path work =
        Files.createDirectories(
            target.resolve("services-" + standIn + "-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    try (StandIn aws = standIn.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom())) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, 1);
      try (FunctionProcess event = FunctionProcess.start(unpacked, "Event", trial.environment());
          FunctionProcess check = FunctionProcess.start(unpacked, "Check", trial.environment());
          FunctionProcess append = FunctionProcess.start(unpacked, "Append", trial.environment())) {
        assertThat(event.answer(bridged(trial)).replace(" ", "")).contains("\"planned\":1");
        assertThat(check.answer(Messages.batch(Messages.only(trial, "checks")))).isEqualTo(DONE);
        assertThat(append.answer(Messages.batch(Messages.only(trial, "results")))).isEqualTo(DONE);
      }
      assertThat(trial.entries(Kind.RESULT)).hasSize(1);
      ObjectNode told =
          Json.readObject("notification", Bytes.utf8(Messages.all(trial, "told").get(0)));
      assertThat(told.path("type").asText()).startsWith("dev.attestry.");
      byWebIdentity(trial);
    }
  }

  /** The event as EventBridge hands it to what a rule names. */
  private static String bridged(AwsTrial trial) {
    try (SqsClient sqs = trial.client(SqsClient.builder());
        EventBridgeClient bridge = trial.client(EventBridgeClient.builder())) {
      String url = sqs.createQueue(b -> b.queueName("provider")).queueUrl();
      trial.queues().put("provider", url);
      ProviderRule.fire(bridge, AwsTrial.queueArn("provider"), 0);
    }
    return Messages.only(trial, "provider");
  }

  /** STS gives credentials for a token; neither stand-in looks at its signature. */
  private static void byWebIdentity(AwsTrial trial) throws Exception {
    Map<String, String> environment = new HashMap<>(trial.environment());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::" + AwsTrial.ACCOUNT + ":role/writer");
    environment.put("ATTESTRY_BUCKET_AUDIENCE", "sts.amazonaws.com");
    environment.put("AWS_ENDPOINT_URL_STS", trial.endpoint().toString());
    StoreProvider s3 =
        ServiceLoader.load(StoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.scheme().equals("s3"))
            .findFirst()
            .orElseThrow();
    Bucket bucket =
        s3.openToWrite(
            "s3://" + environment.get("ATTESTRY_BUCKET"),
            Retention.ofShards(Retention.Mode.GOVERNANCE),
            audience -> "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJmIn0.c2ln",
            environment);
    assertThat(bucket.read(new Layout(trial.log().shard()).genesis()))
        .isInstanceOf(ReadOutcome.Found.class);
  }
}
