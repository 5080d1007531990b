package dev.attestry.aws.functions;

import dev.attestry.aws.evidence.AwsSources;
import dev.attestry.aws.evidence.SsmRoute;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.aws.store.KmsPackSeal;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.aws.store.S3Bucket;
import dev.attestry.aws.store.S3Location;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.events.NotificationFormat;
import dev.attestry.events.OwnIdentities;
import dev.attestry.function.AppendFunction;
import dev.attestry.function.AuditFunction;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.DeadLetterFunction;
import dev.attestry.function.EventFunction;
import dev.attestry.function.FunctionLog;
import dev.attestry.function.FunctionSettings;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.function.SweepFunction;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.route.HttpsRoute;
import dev.attestry.sweep.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Puts the work of the functions together with AWS's clients, from environment variables. */
final class AwsFunctions {

  private static final VerifierId VERIFIER = new VerifierId("https://attestry.dev", "attestry");

  /** As {@code docs/guest.md} has it made. */
  private static final String SSM_DOCUMENT = "Attestry-Evidence";

  private final Map<String, String> environment;
  private final AwsClients clients;
  private final FunctionSettings settings;
  private final SecureRandom random = new SecureRandom();
  private final FunctionLog log;

  private AwsFunctions(Map<String, String> environment) throws IOException {
    this.environment = environment;
    this.settings = FunctionSettings.of(environment);
    this.clients =
        new AwsClients(
            Region.of(required("AWS_REGION")),
            EnvironmentVariableCredentialsProvider.create(),
            Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")).map(URI::create));
    this.log = log();
  }

  static AwsFunctions ofEnvironment() throws IOException {
    return new AwsFunctions(System.getenv());
  }

  private FunctionLog log() throws IOException {
    Bucket bucket =
        S3Bucket.open(
            S3Location.of(clients.s3(), required("ATTESTRY_BUCKET")),
            Retention.ofShards(Retention.Mode.valueOf(required("ATTESTRY_BUCKET_MODE"))));
    ObjectWriter objects = new ObjectWriter(bucket, new Layout(settings.shard()));
    return new FunctionLog(
        bucket,
        KmsSigner.of(clients.kms(), required("ATTESTRY_COMMIT_KEY")),
        KmsPackSeal.of(clients.kms(), required("ATTESTRY_PACK_KEY"), objects, random),
        settings,
        InstantSource.system(),
        random);
  }

  SweepFunction sweep() {
    return new SweepFunction(log, queue("ATTESTRY_CHECK_QUEUE"), notifier());
  }

  EventFunction events() {
    return new EventFunction(log, OwnIdentities.of(environment), queue("ATTESTRY_CHECK_QUEUE"));
  }

  AppendFunction append() {
    return new AppendFunction(log, notifier());
  }

  DeadLetterFunction deadLetter() {
    return new DeadLetterFunction(log, notifier());
  }

  AuditFunction audit() {
    return new AuditFunction(log, notifier());
  }

  /** Without a topic nobody is told; what there is to tell stands in the log. */
  private Notifier notifier() {
    String topic = environment.getOrDefault("ATTESTRY_TOPIC", "");
    String format = environment.getOrDefault("ATTESTRY_TOPIC_FORMAT", "cloudevents");
    return topic.isEmpty()
        ? Notifier.NOBODY
        : new SnsNotifier(
            clients.with(SnsClient.builder()).build(), topic, NotificationFormat.of(format));
  }

  CheckFunction check() {
    Surroundings around =
        new Surroundings(
            sources(),
            Executors.newVirtualThreadPerTaskExecutor(),
            InstantSource.system(),
            random,
            Crypto.fastest(),
            VERIFIER,
            settings.timeout(),
            settings.atOnce());
    return new CheckFunction(
        log, around, queue("ATTESTRY_APPEND_QUEUE"), queue("ATTESTRY_CHECK_QUEUE"));
  }

  private AwsSources sources() {
    return new AwsSources(
        route(),
        new SsmRoute(
            clients.with(SsmClient.builder()).build(),
            environment.getOrDefault("ATTESTRY_SSM_DOCUMENT", SSM_DOCUMENT),
            settings.timeout(),
            random));
  }

  private HttpsRoute route() {
    if (environment.containsKey("ATTESTRY_PLAIN_LOOPBACK")) {
      return HttpsRoute.withPlainLoopback(settings.timeout(), random);
    }
    String authorities = environment.getOrDefault("ATTESTRY_GUEST_CA", "");
    try {
      return authorities.isEmpty()
          ? HttpsRoute.of(settings.timeout(), random)
          : HttpsRoute.trusting(Bytes.utf8(authorities), settings.timeout(), random);
    } catch (MalformedInput e) {
      throw new IllegalArgumentException(
          "environment: ATTESTRY_GUEST_CA: certificates in PEM expected", e);
    }
  }

  private Outbox queue(String variable) {
    return new SqsOutbox(clients.with(SqsClient.builder()).build(), required(variable));
  }

  private String required(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("environment: " + name + " is missing");
    }
    return value;
  }
}
