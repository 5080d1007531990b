package dev.attestry.azure.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobUrlParts;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketContract;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of every bucket, on a container of a real account: {@code tools/try-real-bucket}.
 * Each test writes below a prefix of its own, under an unlocked policy for ten minutes.
 */
final class RealBucketTest extends BucketContract {

  private static final Optional<String> CONTAINER =
      Optional.ofNullable(System.getenv("ATTESTRY_REAL_CONTAINER"));
  private static final Optional<String> ACCOUNT =
      Optional.ofNullable(System.getenv("ATTESTRY_REAL_ACCOUNT"));

  private final Map<Bucket, Made> made = new HashMap<>();

  /** What a bucket was opened with. */
  private record Made(FaultyHttp network, BlobLocation at, ContainerControl control) {}

  @BeforeEach
  void needsAnAccount() {
    boolean given = CONTAINER.isPresent() && ACCOUNT.isPresent();
    if (!given) {
      System.err.println("SKIPPED: no real container given, see tools/try-real-bucket");
    }
    assumeTrue(given, "no real container given, see tools/try-real-bucket");
  }

  @Override
  protected Bucket newBucket() throws IOException {
    FaultyHttp network = new FaultyHttp();
    AzureClients clients = AzureClients.over(new DefaultAzureCredentialBuilder().build(), network);
    BlobUrlParts url = BlobUrlParts.parse(CONTAINER.orElseThrow());
    String name = url.getBlobContainerName();
    KeyPrefix prefix = new KeyPrefix("attestry-try/" + UUID.randomUUID() + "/");
    return open(
        new Made(
            network,
            new BlobLocation(
                clients.container(url.getScheme() + "://" + url.getHost(), name), prefix),
            ContainerControl.of(
                clients, ContainerControl.PUBLIC_CLOUD, ACCOUNT.orElseThrow(), name)));
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return open(made(bucket));
  }

  private Bucket open(Made m) throws IOException {
    Instant until = Instant.now().plus(Duration.ofMinutes(10));
    VersionedBucket b =
        AzureBucket.open(m.at, m.control, Retention.until(Retention.Mode.GOVERNANCE, until));
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
