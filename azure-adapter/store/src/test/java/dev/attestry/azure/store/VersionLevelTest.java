package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.util.BinaryData;
import com.azure.core.util.DateTimeRfc1123;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.bucket.VersionedBucketContract;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;

/** A container with versions, on our fake of one. */
final class VersionLevelTest extends VersionedBucketContract {

  private static final HttpHeaderName UNTIL =
      HttpHeaderName.fromString("x-ms-immutability-policy-until-date");
  private static final HttpHeaderName MODE =
      HttpHeaderName.fromString("x-ms-immutability-policy-mode");

  private final FaultyHttp network = new FaultyHttp();
  private final BlobContainerClient container = AzureLab.versioned(network);
  private final BlobLocation at = BlobLocation.of(container);

  @Override
  protected VersionedBucket open() throws IOException {
    return AzureBucket.open(
        at, Settings.perVersion(), Retention.until(Retention.Mode.COMPLIANCE, tomorrow));
  }

  @Override
  protected VersionedBucket openToRead() {
    return AzureBucket.openToRead(at);
  }

  @Override
  protected VersionedBucket openMissing() {
    return AzureBucket.openToRead(BlobLocation.of(AzureLab.fake("no-such-container", network)));
  }

  @Override
  protected void change(Change c) {
    String earlier =
        new DateTimeRfc1123(tomorrow.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
            .toString();
    network.change(
        switch (c) {
          case SHORTER -> r -> r.setHeader(UNTIL, earlier);
          case DROPPED -> r -> r.getHeaders().remove(UNTIL);
          case WEAKER -> r -> r.setHeader(MODE, "Unlocked");
          case OTHER_BODY -> r -> r.setBody("fIrst");
        });
  }

  @Override
  protected void overwrite(ObjectName name) {
    container
        .getBlobClient(name.value())
        .getBlockBlobClient()
        .upload(BinaryData.fromBytes(FORGED.toArray()), true);
  }

  @Override
  protected void delete(ObjectName name) {
    container.getBlobClient(name.value()).delete();
  }

  @Override
  protected void assertKept(ObjectName name) {
    String version = container.getBlobClient(name.value()).getProperties().getVersionId();
    assertThatThrownBy(() -> container.getBlobVersionClient(name.value(), version).delete())
        .isInstanceOf(BlobStorageException.class)
        .hasMessageContaining("BlobImmutableDueToPolicy");
  }

  @Override
  protected VersionListing.Pages pages(int size) {
    return BlobVersions.below(at, "", size);
  }

  @Override
  protected boolean leavesMarkers() {
    return false;
  }
}
