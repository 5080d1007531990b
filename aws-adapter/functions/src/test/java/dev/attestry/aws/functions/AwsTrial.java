package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.aws.store.S3Bucket;
import dev.attestry.aws.store.S3Location;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.codec.Json;
import dev.attestry.flow.FlowMap;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.TrialMap;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What functions in AWS work on, made in a stand-in: a bucket with Object Lock and a log in it,
 * keys in KMS, queues with their dead letters, a topic with a queue that listens to it.
 *
 * @param environment what the functions are told
 * @param queues by name: checks, results, dead, told
 */
record AwsTrial(
    URI endpoint,
    TrialLog log,
    VersionedBucket bucket,
    Map<String, String> environment,
    Map<String, String> queues) {

  static final String ACCOUNT = "000000000000";
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What the functions sign their calls with; the stand-in takes any. */
  static final String SECRET = "hunter2-the-secret-access-key";

  /** Who called the API, and from where, in {@link #stoppedBy}. */
  static final String PERSON = "alice@clinic.example";

  static final String ADDRESS = "203.0.113.77";

  private static final String BUCKET = "attestry-log";
  private static final String TOPIC = "arn:aws:sns:us-east-1:" + ACCOUNT + ":told";
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /** With so many components, which answer over HTTP on the loopback. */
  static AwsTrial create(URI endpoint, EvidenceServer guests, int components) throws Exception {
    AwsClients clients = new AwsClients(Region.US_EAST_1, CREDENTIALS, Optional.of(endpoint));
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
    FlowMap map = TrialMap.buckets("aws", components, AwsTrial::instance, guests);
    TrialLog log =
        TrialLog.create(bucket, false, Map.of("aws", signer), InstantSource.system())
            .activate("aws", signer, map, TrialMap.policy(), guests.anchors());
    Map<String, String> queues = queues(endpoint);
    topic(endpoint);
    return new AwsTrial(
        endpoint, log, bucket, environment(log, endpoint, commitKey, packKey, queues), queues);
  }

  static String instance(int i) {
    return "i-%017x".formatted(i);
  }

  /** The event that the instance of a component has started. */
  static String started(int component) {
    ObjectNode e = Json.object().put("version", "0").put("id", "e-" + component);
    e.put("source", "aws.ec2").put("detail-type", "EC2 Instance State-change Notification");
    e.put("account", ACCOUNT).put("time", "2026-11-28T12:00:00Z").put("region", "us-east-1");
    String instance = instance(component);
    e.putArray("resources").add("arn:aws:ec2:us-east-1:" + ACCOUNT + ":instance/" + instance);
    e.putObject("detail").put("instance-id", instance).put("state", "running");
    return e.toString();
  }

  /** What CloudTrail says when a person stops the instance of a component. */
  static String stoppedBy(int component) {
    ObjectNode e = Json.object().put("version", "0").put("id", "t-" + component);
    e.put("source", "aws.ec2").put("detail-type", "AWS API Call via CloudTrail");
    e.put("account", ACCOUNT).put("time", "2026-11-28T12:00:00Z").put("region", "us-east-1");
    e.putArray("resources");
    ObjectNode d = e.putObject("detail").put("eventVersion", "1.11").put("eventID", "t-1");
    d.put("eventSource", "ec2.amazonaws.com").put("eventName", "StopInstances");
    d.put("eventTime", "2026-11-28T12:00:00Z").put("awsRegion", "us-east-1");
    d.put("sourceIPAddress", ADDRESS).put("recipientAccountId", ACCOUNT);
    String arn = "arn:aws:sts::" + ACCOUNT + ":assumed-role/admin/" + PERSON;
    d.putObject("userIdentity").put("type", "AssumedRole").put("arn", arn);
    ObjectNode set = d.putObject("requestParameters").putObject("instancesSet");
    set.putArray("items").addObject().put("instanceId", instance(component));
    return e.toString();
  }

  private static Map<String, String> queues(URI endpoint) {
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
      return new HashMap<>(
          Map.of("dead", dead, "checks", checks, "results", results, "told", told));
    }
  }

  static String queueArn(String name) {
    return "arn:aws:sqs:us-east-1:" + ACCOUNT + ":" + name;
  }

  private static void topic(URI endpoint) {
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
        Map.entry("AWS_SECRET_ACCESS_KEY", SECRET),
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_ENDPOINT_URL", endpoint.toString()));
  }

  List<Entry> entries(Kind kind) throws Exception {
    return log.entries(bucket, kind);
  }

  /** A client of the stand-in. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return at(builder, endpoint);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
      B builder, URI endpoint) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .endpointOverride(endpoint)
        // A call that is given up and made again would be a second delivery.
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }
}
