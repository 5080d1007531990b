package dev.attestry.gcp.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketContract;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The contract of every bucket, on fake-gcs-server: it keeps nothing, which no part needs. */
final class FakeGcsContractTest extends BucketContract {

  private final Map<Bucket, Made> made = new HashMap<>();

  /** What a bucket was opened with. */
  private record Made(GcsNetwork network, GcsLocation at) {}

  @Override
  protected Bucket newBucket() throws IOException {
    GcsNetwork network = GcsLab.network();
    return open(
        new Made(
            network,
            GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket())));
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return open(made(bucket));
  }

  private Bucket open(Made m) throws IOException {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    Bucket b = GcsBucket.open(m.at, Retention.until(Retention.Mode.COMPLIANCE, soon));
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
