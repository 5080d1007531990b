package dev.attestry.aws.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketContract;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The contract of every bucket, on a bucket of a real account: {@code tools/try-real-bucket}. Each
 * test writes below a prefix of its own, under GOVERNANCE for ten minutes.
 */
final class RealBucketTest extends BucketContract {

  private static final Optional<String> BUCKET =
      Optional.ofNullable(System.getenv("ATTESTRY_REAL_BUCKET"));

  private final Map<Bucket, Made> made = new HashMap<>();

  /** What a bucket was opened with. */
  private record Made(SwitchedClient client, S3Location at) {}

  @BeforeEach
  void needsAnAccount() {
    if (BUCKET.isEmpty()) {
      System.err.println("SKIPPED: no real bucket given, see tools/try-real-bucket");
    }
    assumeTrue(BUCKET.isPresent(), "no real bucket given, see tools/try-real-bucket");
  }

  @Override
  protected Bucket newBucket() throws IOException {
    Region region = new DefaultAwsRegionProviderChain().getRegion();
    S3Client s3 =
        new AwsClients(region, DefaultCredentialsProvider.builder().build(), Optional.empty()).s3();
    SwitchedClient client = new SwitchedClient(s3);
    String prefix = "attestry-try/" + UUID.randomUUID() + "/";
    return open(new Made(client, new S3Location(client.client(), BUCKET.orElseThrow(), prefix)));
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return open(made(bucket));
  }

  private Bucket open(Made m) throws IOException {
    Instant until = Instant.now().plus(10, ChronoUnit.MINUTES);
    VersionedBucket b = S3Bucket.open(m.at, Retention.until(Retention.Mode.GOVERNANCE, until));
    b.findings().forEach(f -> System.err.println(f.subject() + ": " + f.text()));
    made.put(b, m);
    return b;
  }

  private Made made(Bucket bucket) {
    return Optional.ofNullable(made.get(bucket)).orElseThrow();
  }

  @Override
  protected void breakStore(Bucket bucket) {
    made(bucket).client.cut();
  }
}
