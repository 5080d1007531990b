package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.aws.store.S3Bucket;
import dev.attestry.aws.store.S3Location;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.flow.FlowMap;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.LambdaPackage;
import dev.attestry.lab.standin.StandIn;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The package that is deployed, in MiniStack's Lambda: schedule, queues, bucket with Object Lock,
 * keys in KMS. Attesters of the lab answer over HTTP on the loopback.
 */
final class WholePathTest {

  private static final String BUCKET = "attestry-log";
  private static final String ACCOUNT = "000000000000";
  private static final String TOPIC = "arn:aws:sns:us-east-1:" + ACCOUNT + ":told";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path target = Path.of("target").toAbsolutePath();
  private final StaticCredentialsProvider credentials =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

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
      AwsClients clients =
          new AwsClients(Region.US_EAST_1, credentials, Optional.of(aws.endpoint()));
      int components = Integer.getInteger("attestry.components", 1000);
      Set set = setUp(clients, aws.endpoint(), guests, components);
      deploy(aws.endpoint(), set);
      start(aws.endpoint());
      schedule(aws.endpoint());
      List<Entry> results = awaitResults(set, components);
      assertThat(results).extracting(Entry::component).doesNotHaveDuplicates();
      event(aws.endpoint());
      awaitResults(set, components + 1);
      deadLetter(aws.endpoint(), set);
      audit(aws.endpoint(), set);
      told(aws.endpoint(), set);
      AuditReport audit =
          Audit.run(
              set.bucket(),
              set.log().shard(),
              AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(set.log().genesis()));
      assertThat(audit.findings())
          .noneMatch(f -> f.level() == AuditCheck.Level.FAULT)
          .noneMatch(f -> f.check() == AuditCheck.RETENTION);
      assertThat(set.bucket().alarms()).isEmpty();
    }
  }

  /** What the functions are told. */
  private record Set(
      TrialLog log,
      VersionedBucket bucket,
      Map<String, String> environment,
      Map<String, String> queues) {}

  private Set setUp(AwsClients clients, URI endpoint, EvidenceServer guests, int components)
      throws Exception {
    S3Client s3 = clients.s3();
    s3.createBucket(b -> b.bucket(BUCKET).objectLockEnabledForBucket(true));
    VersionedBucket bucket =
        S3Bucket.open(S3Location.of(s3, BUCKET), Retention.ofShards(Retention.Mode.GOVERNANCE));
    KmsClient kms = clients.kms();
    String commitKey =
        kms.createKey(b -> b.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
            .keyMetadata()
            .keyId();
    String packKey = kms.createKey(b -> b.keySpec(KeySpec.SYMMETRIC_DEFAULT)).keyMetadata().keyId();
    Signer signer = KmsSigner.of(kms, commitKey);
    FlowMap map = map(guests, components);
    Policy policy =
        Policy.of(Json.object().put("v", "attestry/policy/v1").put("name", "p").put("version", 1));
    TrialLog log =
        TrialLog.create(bucket, false, Map.of("aws", signer), InstantSource.system())
            .activate("aws", signer, map, policy, guests.anchors());
    Map<String, String> queues = queues(endpoint);
    topic(endpoint);
    return new Set(log, bucket, environment(log, endpoint, commitKey, packKey, queues), queues);
  }

  private static FlowMap map(EvidenceServer guests, int components) throws Exception {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    map.put("every_seconds", 3600);
    ObjectNode all = map.putObject("components");
    for (int i = 0; i < components; i++) {
      ObjectNode c = all.putObject("aws/c" + i).put("kind", "bucket").put("cloud", "aws");
      c.put("evidence", "posture");
      c.putObject("selector")
          .put("id", instance(i))
          .put("url", guests.add("c" + i, "posture", "bucket"));
    }
    return FlowMap.of(map);
  }

  private static String instance(int i) {
    return "i-%017x".formatted(i);
  }

  private Map<String, String> queues(URI endpoint) {
    try (SqsClient sqs = at(SqsClient.builder(), endpoint)) {
      String dead = sqs.createQueue(b -> b.queueName("dead")).queueUrl();
      Map<QueueAttributeName, String> attributes =
          Map.of(
              QueueAttributeName.VISIBILITY_TIMEOUT,
              "120",
              QueueAttributeName.REDRIVE_POLICY,
              Json.object()
                  .put("deadLetterTargetArn", queueArn("dead"))
                  .put("maxReceiveCount", 2)
                  .toString());
      String checks = sqs.createQueue(b -> b.queueName("checks").attributes(attributes)).queueUrl();
      String results =
          sqs.createQueue(b -> b.queueName("results").attributes(attributes)).queueUrl();
      String told = sqs.createQueue(b -> b.queueName("told")).queueUrl();
      return Map.of("dead", dead, "checks", checks, "results", results, "told", told);
    }
  }

  private static String queueArn(String name) {
    return "arn:aws:sqs:us-east-1:" + ACCOUNT + ":" + name;
  }

  private static Map<String, String> environment(
      TrialLog log, URI endpoint, String commitKey, String packKey, Map<String, String> queues) {
    return Map.ofEntries(
        Map.entry("ATTESTRY_SHARD", log.shard()),
        Map.entry("ATTESTRY_GENESIS", log.genesis().hex()),
        Map.entry("ATTESTRY_CLOUD", "aws"),
        Map.entry("ATTESTRY_WRITER", "aws-commit"),
        Map.entry("ATTESTRY_MAP", "m"),
        Map.entry("ATTESTRY_POLICY", "p"),
        Map.entry("ATTESTRY_BUCKET", BUCKET),
        Map.entry("ATTESTRY_BUCKET_MODE", "GOVERNANCE"),
        Map.entry("ATTESTRY_COMMIT_KEY", commitKey),
        Map.entry("ATTESTRY_PACK_KEY", packKey),
        Map.entry("ATTESTRY_CHECK_QUEUE", queues.get("checks")),
        Map.entry("ATTESTRY_APPEND_QUEUE", queues.get("results")),
        Map.entry("ATTESTRY_TOPIC", TOPIC),
        Map.entry("ATTESTRY_PLAIN_LOOPBACK", "1"),
        Map.entry("ATTESTRY_OWN_IDENTITIES", "arn:aws:iam::" + ACCOUNT + ":role/attestry"),
        Map.entry("AWS_ACCESS_KEY_ID", "test"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_ENDPOINT_URL", endpoint.toString()));
  }

  private void deploy(URI endpoint, Set set) throws Exception {
    SdkBytes zip =
        SdkBytes.fromByteArray(
            LambdaPackage.withBootstrap(
                target.resolve("attestry-aws-functions.zip"), target.resolve("runtime-client")));
    try (LambdaClient lambda = at(LambdaClient.builder(), endpoint)) {
      for (String name : List.of("Sweep", "Event", "Check", "Append", "DeadLetter", "Audit")) {
        lambda.createFunction(
            b ->
                b.functionName(name)
                    .runtime(Runtime.PROVIDED_AL2023)
                    .role("arn:aws:iam::" + ACCOUNT + ":role/attestry")
                    .handler("dev.attestry.aws.functions." + name + "Handler::handleRequest")
                    .timeout(100)
                    .memorySize(1024)
                    .environment(e -> e.variables(set.environment()))
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
                .eventSourceArn(queueArn(queue))
                .batchSize(batch)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
  }

  /** The first start of an instance, with what it says if it fails. */
  private void start(URI endpoint) {
    try (LambdaClient lambda = at(LambdaClient.builder(), endpoint)) {
      InvokeResponse r =
          lambda.invoke(
              b ->
                  b.functionName("Sweep")
                      .payload(SdkBytes.fromUtf8String("{\"scheduled\":\"now\"}")));
      assertThat(r.payload().asUtf8String()).contains("expected in UTC");
    }
  }

  /** A schedule that fires once, now. */
  private void schedule(URI endpoint) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (SchedulerClient scheduler = at(SchedulerClient.builder(), endpoint)) {
      scheduler.createSchedule(
          b ->
              b.name("sweep")
                  .scheduleExpression("at(" + now.plusSeconds(1).toString().replace("Z", "") + ")")
                  .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                  .target(
                      t ->
                          t.arn("arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:Sweep")
                              .roleArn("arn:aws:iam::" + ACCOUNT + ":role/attestry")
                              .input(Json.object().put("scheduled", now.toString()).toString())));
    }
  }

  private static List<Entry> awaitResults(Set set, int components) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    List<Entry> results = List.of();
    while (results.size() < components) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            results.size() + " of " + components + " results after " + PATIENCE);
      }
      Thread.sleep(1000);
      results = entries(set, Kind.RESULT);
    }
    return results;
  }

  /** An instance has started: its component is checked at once, whatever the schedule says. */
  private void event(URI endpoint) {
    ObjectNode e = Json.object().put("version", "0").put("id", "e-1").put("source", "aws.ec2");
    e.put("detail-type", "EC2 Instance State-change Notification").put("account", ACCOUNT);
    e.put("time", "2026-11-28T12:00:00Z").put("region", "us-east-1");
    e.putArray("resources").add("arn:aws:ec2:us-east-1:" + ACCOUNT + ":instance/" + instance(0));
    e.putObject("detail").put("instance-id", instance(0)).put("state", "running");
    try (LambdaClient lambda = at(LambdaClient.builder(), endpoint)) {
      InvokeResponse r =
          lambda.invoke(
              b -> b.functionName("Event").payload(SdkBytes.fromUtf8String(e.toString())));
      assertThat(r.payload().asUtf8String().replace(" ", "")).contains("\"planned\":1");
    }
  }

  /** A message that nobody can read ends in the dead-letter queue, and as an entry that says so. */
  private void deadLetter(URI endpoint, Set set) throws Exception {
    try (SqsClient sqs = at(SqsClient.builder(), endpoint)) {
      sqs.sendMessage(b -> b.queueUrl(set.queues().get("dead")).messageBody("poison"));
    }
    Instant end = Instant.now().plus(PATIENCE);
    while (entries(set, Kind.ACTION).isEmpty()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(1000);
    }
  }

  /** The daily audit writes down what it found; delivered twice, it is one. */
  private void audit(URI endpoint, Set set) throws Exception {
    try (LambdaClient lambda = at(LambdaClient.builder(), endpoint)) {
      String day = "{\"scheduled\":\"2026-11-28T03:00:00Z\"}";
      for (String conclusion : List.of("clean", "known")) {
        InvokeResponse r =
            lambda.invoke(b -> b.functionName("Audit").payload(SdkBytes.fromUtf8String(day)));
        assertThat(r.payload().asUtf8String()).contains(conclusion);
      }
    }
    assertThat(entries(set, Kind.AUDIT)).hasSize(1);
  }

  private void topic(URI endpoint) {
    try (SnsClient sns = at(SnsClient.builder(), endpoint)) {
      assertThat(sns.createTopic(b -> b.name("told")).topicArn()).isEqualTo(TOPIC);
      sns.subscribe(
          b ->
              b.topicArn(TOPIC)
                  .protocol("sqs")
                  .endpoint(queueArn("told"))
                  .attributes(Map.of("RawMessageDelivery", "true")));
    }
  }

  /** The policy names nothing, so each result is one to be told of. */
  private void told(URI endpoint, Set set) throws Exception {
    try (SqsClient sqs = at(SqsClient.builder(), endpoint)) {
      ReceiveMessageResponse r =
          sqs.receiveMessage(b -> b.queueUrl(set.queues().get("told")).waitTimeSeconds(5));
      ObjectNode event = Json.readObject("event", Bytes.utf8(r.messages().get(0).body()));
      assertThat(event.path("source").asText()).isEqualTo("//trial.example/" + set.log().shard());
      assertThat(event.path("type").asText()).startsWith("dev.attestry.");
    }
  }

  private static List<Entry> entries(Set set, Kind kind) throws Exception {
    return set.log().entries(set.bucket(), kind);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
      B builder, URI endpoint) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .endpointOverride(endpoint)
        // A call that is given up and made again would be a second delivery.
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }
}
