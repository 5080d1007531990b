package dev.attestry.azure.store;

import com.azure.storage.blob.BlobContainerClient;
import dev.attestry.bucket.RemoteBucketContract;
import dev.attestry.chain.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The contract of every bucket, on one kind of container. */
abstract class AzureBucketContract extends RemoteBucketContract {

  private final ContainerControl control;
  private final Function<FaultyHttp, BlobContainerClient> container;

  AzureBucketContract(
      ContainerControl control, Function<FaultyHttp, BlobContainerClient> container) {
    this.control = control;
    this.container = container;
  }

  @Override
  protected Remote remote() {
    FaultyHttp network = new FaultyHttp();
    BlobLocation at = BlobLocation.of(container.apply(network));
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    Retention kept = Retention.until(Retention.Mode.COMPLIANCE, soon);
    return new Remote(() -> AzureBucket.open(at, control, kept), network::cut);
  }
}
