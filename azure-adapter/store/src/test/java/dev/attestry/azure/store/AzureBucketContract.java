package dev.attestry.azure.store;

import com.azure.storage.blob.BlobContainerClient;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketContract;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The contract of every bucket, on one kind of container. */
abstract class AzureBucketContract extends BucketContract {

  private final ContainerControl control;
  private final Function<FaultyHttp, BlobContainerClient> container;
  private final Map<Bucket, Made> made = new HashMap<>();

  /** What a bucket was opened with. */
  private record Made(FaultyHttp network, BlobLocation at) {}

  AzureBucketContract(
      ContainerControl control, Function<FaultyHttp, BlobContainerClient> container) {
    this.control = control;
    this.container = container;
  }

  @Override
  protected Bucket newBucket() throws IOException {
    FaultyHttp network = new FaultyHttp();
    return open(new Made(network, BlobLocation.of(container.apply(network))));
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return open(made(bucket));
  }

  private Bucket open(Made m) throws IOException {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    Bucket b = AzureBucket.open(m.at, control, Retention.until(Retention.Mode.COMPLIANCE, soon));
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
