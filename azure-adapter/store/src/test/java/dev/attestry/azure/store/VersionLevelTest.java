package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only a container with versions shows, on our fake of one. */
final class VersionLevelTest {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  private static final ObjectName NEXT = ObjectName.of("2026/commit/001");
  private static final Bytes FIRST = Bytes.utf8("first");
  private static final Bytes FORGED = Bytes.utf8("forged");
  private static final HttpHeaderName UNTIL =
      HttpHeaderName.fromString("x-ms-immutability-policy-until-date");
  private static final HttpHeaderName MODE =
      HttpHeaderName.fromString("x-ms-immutability-policy-mode");

  private final FaultyHttp network = new FaultyHttp();
  private final BlobContainerClient container = AzureLab.versioned(network);
  private final BlobLocation at = BlobLocation.of(container);
  private final Instant tomorrow =
      Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

  private VersionedBucket open() throws IOException {
    return AzureBucket.open(
        at, Settings.perVersion(), Retention.until(Retention.Mode.COMPLIANCE, tomorrow));
  }

  /** As an attacker with the right to write, or a client that forgets the condition. */
  private void overwrite(ObjectName name) {
    container
        .getBlobClient(name.value())
        .getBlockBlobClient()
        .upload(BinaryData.fromBytes(FORGED.toArray()), true);
  }

  private void delete(ObjectName name) {
    container.getBlobClient(name.value()).delete();
  }

  private static List<StoreAlarm.Kind> kinds(VersionedBucket b) {
    return b.alarms().stream().map(StoreAlarm::kind).toList();
  }

  private static List<String> list(VersionedBucket b) throws IOException {
    try (Stream<ObjectName> s = b.list("")) {
      return s.map(ObjectName::value).toList();
    }
  }

  @Test
  void everyBlobIsKeptAsLongAsAskedAndSaysSo() throws IOException {
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.retainedUntil(SLOT)).contains(tomorrow);
    assertThat(b.alarms()).isEmpty();
    String version = container.getBlobClient(SLOT.value()).getProperties().getVersionId();
    assertThatThrownBy(() -> container.getBlobVersionClient(SLOT.value(), version).delete())
        .isInstanceOf(BlobStorageException.class)
        .hasMessageContaining("BlobImmutableDueToPolicy");
  }

  private VersionedBucket createdThrough(Consumer<HttpRequest> change) throws IOException {
    network.change(change);
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.RETENTION);
    return b;
  }

  @Test
  void aRetentionThatBecameShorterOnTheWayIsReportedAndTheBlobStands() throws IOException {
    VersionedBucket b = createdThrough(r -> r.setHeader(UNTIL, "Thu, 01 Jan 2026 00:00:00 GMT"));
    assertThat(b.alarms().getFirst().detail())
        .contains("kept COMPLIANCE until 2026-01-01T00:00:00Z");
  }

  @Test
  void aRetentionThatWasDroppedOnTheWayIsReported() throws IOException {
    VersionedBucket b = createdThrough(r -> r.getHeaders().remove(UNTIL));
    assertThat(b.alarms().getFirst().detail()).contains("kept not at all");
    assertThat(b.retainedUntil(SLOT)).isEmpty();
  }

  @Test
  void aPolicyThatIsNotLockedIsReported() throws IOException {
    VersionedBucket b = createdThrough(r -> r.setHeader(MODE, "Unlocked"));
    assertThat(b.alarms().getFirst().detail()).contains("kept GOVERNANCE until");
  }

  /** A delete leaves no current version, and the store itself would let a second commit in. */
  @Test
  void aDeletedSlotIsNotTakenForAFreeOne() throws IOException {
    open().create(SLOT, FIRST);
    delete(SLOT);
    VersionedBucket b = open();
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.DELETE_MARKER);
    assertThat(b.retainedUntil(SLOT)).contains(tomorrow);
    assertThat(list(AzureBucket.openToRead(at))).containsExactly(SLOT.value());
  }

  @Test
  void aSecondBlobInADeletedSlotIsSeenAndTheFirstIsRead() throws IOException {
    open().create(SLOT, FIRST);
    delete(SLOT);
    // The trap: create-only succeeds where no version is current.
    assertThat(open().create(SLOT, FORGED)).isEqualTo(new CreateOutcome.Created());
    VersionedBucket b = AzureBucket.openToRead(at);
    assertThat(list(b)).containsExactly(SLOT.value());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.SECOND_VERSION);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
  }

  @Test
  void ofSeveralVersionsTheOldestIsReadOnceTheyWereListed() throws IOException {
    open().create(SLOT, FIRST);
    overwrite(SLOT);
    overwrite(SLOT);
    VersionedBucket b = AzureBucket.openToRead(at);
    // One plain read shows the newest: why an audit lists before it reads.
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FORGED, 6));
    b.survey("");
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(b.read(SLOT, 1, 3)).isEqualTo(new ReadOutcome.Found(Bytes.utf8("irs"), 5));
    assertThat(b.alarms().getFirst().detail()).contains("3 versions");
  }

  @Test
  void versionsThatAPageCutsInTwoAreCountedAsOneName() throws IOException {
    VersionedBucket b = open();
    for (int i = 0; i < 4; i++) {
      b.create(ObjectName.of("k/" + i), FIRST);
    }
    ObjectName two = ObjectName.of("k/2");
    overwrite(two);
    overwrite(two);
    delete(two);
    for (int page = 1; page <= 5; page++) {
      List<String> seen = new ArrayList<>();
      VersionListing.of(BlobVersions.below(at, "", page))
          .forEachRemaining(v -> seen.add(v.key() + " " + v.objects() + " " + v.markers()));
      assertThat(seen).containsExactly("k/0 1 0", "k/1 1 0", "k/2 3 1", "k/3 1 0");
    }
  }

  /** A container that is gone, or mistyped, would else look like an empty log. */
  @Test
  void aContainerThatIsNotThereIsUnreadableAndNotEmpty() {
    VersionedBucket b =
        AzureBucket.openToRead(BlobLocation.of(AzureLab.fake("no-such-container", network)));
    assertThat(b.read(NEXT)).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThatThrownBy(() -> list(b)).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyThatChangesOnTheWayIsNotStored() throws IOException {
    network.change(r -> r.setBody("fIrst"));
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
  }
}
