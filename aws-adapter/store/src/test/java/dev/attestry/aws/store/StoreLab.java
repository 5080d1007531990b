package dev.attestry.aws.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One stand-in of a kind, shared by all tests of this JVM, with clients and fresh buckets. */
final class StoreLab {

  private static final Map<AwsStandIn, StoreLab> LABS = new EnumMap<>(AwsStandIn.class);

  private static final Set<AwsStandIn> TRIED = EnumSet.noneOf(AwsStandIn.class);

  private final URI endpoint;
  private final S3Client s3;

  private StoreLab(URI endpoint) {
    this.endpoint = endpoint;
    this.s3 = clients().s3();
  }

  /** Skips the test, saying so, where the stand-in is not installed. It ends with this JVM. */
  static synchronized StoreLab of(AwsStandIn kind) {
    Optional<String> missing = kind.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    // One that did not start will not start for the next test either.
    if (!LABS.containsKey(kind) && !TRIED.add(kind)) {
      throw new IllegalStateException(kind + " did not start; see the test before");
    }
    return LABS.computeIfAbsent(kind, StoreLab::start);
  }

  private static StoreLab start(AwsStandIn kind) {
    try {
      Files.createDirectories(Path.of("target"));
      StandIn s = kind.start(Files.createTempDirectory(Path.of("target"), "stand-in"));
      return new StoreLab(s.endpoint());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return endpoint;
  }

  /** Stand-ins go by the machine's clock. */
  static Instant tomorrow() {
    return Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  }

  AwsClients clients() {
    return clients(endpoint);
  }

  static AwsClients clients(URI endpoint) {
    return new AwsClients(Region.US_EAST_1, credentials(), Optional.of(endpoint));
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  /** The owner's own client, which may do everything. */
  S3Client s3() {
    return s3;
  }

  /** A client that something sits in. */
  S3Client s3(ExecutionInterceptor between) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .overrideConfiguration(c -> c.addExecutionInterceptor(between))
        .build();
  }

  /** A client over another HTTP stack. */
  S3Client s3(SdkHttpClient http) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .httpClient(http)
        .build();
  }

  /** A client for keys that something sits in. */
  KmsClient kms(ExecutionInterceptor between) {
    return KmsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .overrideConfiguration(c -> c.addExecutionInterceptor(between))
        .build();
  }

  /** A new bucket with versions and lock. */
  String lockBucket() {
    String name = name();
    s3.createBucket(b -> b.bucket(name).objectLockEnabledForBucket(true));
    // LocalStack makes its table of locks for a bucket at the first put, and not atomically: of two
    // first puts at once both would win. That is no race of ours.
    String version =
        s3.putObject(b -> b.bucket(name).key("first"), RequestBody.empty()).versionId();
    s3.deleteObject(b -> b.bucket(name).key("first").versionId(version));
    return name;
  }

  /** A new bucket without. */
  String plainBucket() {
    String name = name();
    s3.createBucket(b -> b.bucket(name));
    return name;
  }

  private static String name() {
    return "lab-" + UUID.randomUUID();
  }
}
