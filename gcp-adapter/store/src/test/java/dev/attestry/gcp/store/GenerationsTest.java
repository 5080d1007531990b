package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.storage.model.StorageObject;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.bucket.VersionedBucketContract;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bucket with generations and retention. */
final class GenerationsTest extends VersionedBucketContract {

  private final GcsNetwork network;
  private final GcsLocation at;

  GenerationsTest() throws IOException {
    this.network = GcsLab.network();
    this.at = GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket());
  }

  @Override
  protected VersionedBucket open() throws IOException {
    return GcsBucket.open(at, Retention.until(Retention.Mode.COMPLIANCE, tomorrow));
  }

  @Override
  protected VersionedBucket openToRead() {
    return GcsBucket.openToRead(at);
  }

  @Override
  protected VersionedBucket openMissing() {
    return GcsBucket.openToRead(GcsLocation.of(at.client(), "no-such-bucket"));
  }

  @Override
  protected void change(Change c) {
    String earlier = "\"retainUntilTime\":\"" + tomorrow.minus(Duration.ofHours(1)) + '"';
    network.change(
        switch (c) {
          case SHORTER -> s -> s.replaceAll("\"retainUntilTime\":\"[^\"]*\"", earlier);
          case DROPPED -> s -> s.replace("\"retention\"", "\"other\"");
          case WEAKER -> s -> s.replace("\"Locked\"", "\"Unlocked\"");
          case OTHER_BODY -> s -> s.replace("first", "fIrst");
        });
  }

  @Override
  protected void overwrite(ObjectName name) throws IOException {
    GcsCreator.insert(at, new StorageObject().setName(name.value()), FORGED.toArray()).execute();
  }

  @Override
  protected void delete(ObjectName name) throws IOException {
    at.client().objects().delete(at.bucket(), name.value()).execute();
  }

  @Override
  protected void assertKept(ObjectName name) throws IOException {
    StorageObject o = GcsLab.owner().objects().get(at.bucket(), name.value()).execute();
    assertThat(o.getRetention().getMode()).isEqualTo("Locked");
  }

  @Override
  protected VersionListing.Pages pages(int size) {
    return GcsVersions.below(at, "", size);
  }

  /** This stand-in goes on after a name, not after a generation. */
  @Override
  protected List<Integer> pageSizes() {
    return List.of(1_000);
  }

  @Override
  protected boolean leavesMarkers() {
    return false;
  }

  @Test
  void pagesAreReadToTheEndAndAStoreThatRepeatsOneIsLeft() throws IOException {
    VersionedBucket b = open();
    for (int i = 0; i < 4; i++) {
      b.create(ObjectName.of("k/" + i), FIRST);
    }
    for (int size = 1; size <= 5; size++) {
      assertThat(counts(pages(size))).containsExactly("k/0 1 0", "k/1 1 0", "k/2 1 0", "k/3 1 0");
    }
    overwrite(ObjectName.of("k/2"));
    assertThatThrownBy(() -> counts(pages(1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("repeats a page");
  }
}
