package dev.attestry.gcp.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketContract;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of every bucket, on a bucket of a real project: {@code tools/try-real-bucket}. Each
 * test writes below a prefix of its own, under an unlocked retention for ten minutes. Requests go
 * through a relay of the test on the loopback, which can be cut.
 */
final class RealBucketTest extends BucketContract {

  private static final Optional<String> BUCKET =
      Optional.ofNullable(System.getenv("ATTESTRY_REAL_GCS_BUCKET"));

  private final Map<Bucket, Made> made = new HashMap<>();

  /** What a bucket was opened with. */
  private record Made(GcsNetwork network, GcsLocation at) {}

  @BeforeEach
  void needsAProject() {
    if (BUCKET.isEmpty()) {
      System.err.println("SKIPPED: no real bucket given, see tools/try-real-bucket");
    }
    assumeTrue(BUCKET.isPresent(), "no real bucket given, see tools/try-real-bucket");
  }

  @Override
  protected Bucket newBucket() throws IOException {
    GcsNetwork network = GcsNetwork.to(URI.create("https://storage.googleapis.com"));
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(),
            Optional.of(
                GoogleCredentials.getApplicationDefault()
                    .createScoped("https://www.googleapis.com/auth/devstorage.full_control")),
            Optional.of(network.endpoint()));
    KeyPrefix prefix = new KeyPrefix("attestry-try/" + UUID.randomUUID() + "/");
    return open(
        new Made(network, new GcsLocation(clients.storage(), BUCKET.orElseThrow(), prefix)));
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return open(made(bucket));
  }

  private Bucket open(Made m) throws IOException {
    Instant until = Instant.now().plus(Duration.ofMinutes(10));
    VersionedBucket b = GcsBucket.open(m.at, Retention.until(Retention.Mode.GOVERNANCE, until));
    b.findings().forEach(f -> System.err.println(f.subject() + ": " + f.text()));
    made.put(b, m);
    return b;
  }

  private Made made(Bucket bucket) {
    return Optional.ofNullable(made.get(bucket)).orElseThrow();
  }

  @Override
  protected void breakStore(Bucket bucket) {
    made(bucket).network.cut();
  }
}
