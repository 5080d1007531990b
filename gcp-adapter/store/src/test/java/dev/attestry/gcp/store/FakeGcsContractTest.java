package dev.attestry.gcp.store;

import dev.attestry.bucket.RemoteBucketContract;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The contract of every bucket, on fake-gcs-server: it keeps nothing, which no part needs. */
final class FakeGcsContractTest extends RemoteBucketContract {

  @Override
  protected Remote remote() throws IOException {
    GcsNetwork network = GcsLab.network();
    GcsLocation at = GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket());
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    Retention kept = Retention.until(Retention.Mode.COMPLIANCE, soon);
    return new Remote(() -> GcsBucket.open(at, kept), network::cut);
  }
}
