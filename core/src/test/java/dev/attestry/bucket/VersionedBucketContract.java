package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a store that keeps versions must show of those who come past us, and what of it we must not
 * believe; each store extends this. Each test has a bucket of its own.
 */
public abstract class VersionedBucketContract {

  protected static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  protected static final ObjectName NEXT = ObjectName.of("2026/commit/001");
  protected static final Bytes FIRST = Bytes.utf8("first");
  protected static final Bytes FORGED = Bytes.utf8("forged");

  /** Until when objects are asked to be kept: stand-ins go by the machine's clock. */
  protected final Instant tomorrow =
      Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

  /** What becomes of a put on its way. */
  public enum Change {
    /** It asks to be kept for an hour less. */
    SHORTER,
    /** It does not ask to be kept. */
    DROPPED,
    /** It asks to be kept from some only. */
    WEAKER,
    /** It holds {@code fIrst}. */
    OTHER_BODY
  }

  /** Opens the test's bucket to read and write, anew. */
  protected abstract VersionedBucket open() throws IOException;

  /** Opens it to read only. */
  protected abstract VersionedBucket openToRead();

  /** Opens one that is not there, to read only. */
  protected abstract VersionedBucket openMissing();

  /** Changes the puts of what is opened from now on. */
  protected abstract void change(Change c);

  /** Puts the forged body, as an attacker with that right, or a client without the condition. */
  protected abstract void overwrite(ObjectName name) throws IOException;

  /** Deletes what a plain read shows. */
  protected abstract void delete(ObjectName name) throws IOException;

  /** Checks by the store's own means that it keeps an object. */
  protected abstract void assertKept(ObjectName name) throws IOException;

  /** All versions in the test's bucket. */
  protected abstract VersionListing.Pages pages(int size);

  /** Page sizes with which the server does not lose versions. */
  protected List<Integer> pageSizes() {
    return List.of(1, 2, 3, 4, 5);
  }

  /** Whether a delete leaves a marker, also under what is put later. */
  protected abstract boolean leavesMarkers();

  protected static List<StoreAlarm.Kind> kinds(VersionedBucket b) {
    return b.alarms().stream().map(StoreAlarm::kind).toList();
  }

  protected static List<String> list(VersionedBucket b) throws IOException {
    try (Stream<ObjectName> s = b.list("")) {
      return s.map(ObjectName::value).toList();
    }
  }

  /** Key, object versions and markers of each. */
  protected static List<String> counts(VersionListing.Pages pages) throws IOException {
    List<String> seen = new ArrayList<>();
    VersionListing.of(pages)
        .forEachRemaining(v -> seen.add(v.key() + " " + v.objects() + " " + v.markers()));
    return seen;
  }

  @Test
  void everyObjectIsKeptAsLongAsAskedAndSaysSo() throws IOException {
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.retainedUntil(SLOT)).contains(tomorrow);
    assertThat(b.alarms()).isEmpty();
    assertKept(SLOT);
  }

  private VersionedBucket createdThrough(Change c) throws IOException {
    change(c);
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.RETENTION);
    return b;
  }

  @Test
  void aRetentionThatBecameShorterOnTheWayIsReportedAndTheObjectStands() throws IOException {
    VersionedBucket b = createdThrough(Change.SHORTER);
    assertThat(b.alarms().getFirst().detail())
        .contains("kept COMPLIANCE until " + tomorrow.minus(Duration.ofHours(1)));
  }

  @Test
  void aRetentionThatWasDroppedOnTheWayIsReported() throws IOException {
    VersionedBucket b = createdThrough(Change.DROPPED);
    assertThat(b.alarms().getFirst().detail()).contains("kept not at all");
    assertThat(b.retainedUntil(SLOT)).isEmpty();
  }

  @Test
  void aWeakerRetentionIsReported() throws IOException {
    VersionedBucket b = createdThrough(Change.WEAKER);
    assertThat(b.alarms().getFirst().detail()).contains("kept GOVERNANCE until");
  }

  /** A delete hides the slot, and the store itself would let a second commit into it. */
  @Test
  void aDeletedSlotIsNotTakenForAFreeOne() throws IOException {
    open().create(SLOT, FIRST);
    delete(SLOT);
    VersionedBucket b = open();
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.DELETE_MARKER);
    assertThat(b.retainedUntil(SLOT)).contains(tomorrow);
    assertThat(list(openToRead())).containsExactly(SLOT.value());
  }

  @Test
  void aSecondObjectInADeletedSlotIsSeenAndTheFirstIsRead() throws IOException {
    open().create(SLOT, FIRST);
    delete(SLOT);
    // The trap: create-only succeeds where no version is current.
    assertThat(open().create(SLOT, FORGED)).isEqualTo(new CreateOutcome.Created());
    VersionedBucket b = openToRead();
    assertThat(list(b)).containsExactly(SLOT.value());
    assertThat(kinds(b))
        .isEqualTo(
            leavesMarkers()
                ? List.of(StoreAlarm.Kind.SECOND_VERSION, StoreAlarm.Kind.DELETE_MARKER)
                : List.of(StoreAlarm.Kind.SECOND_VERSION));
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
  }

  @Test
  void ofSeveralVersionsTheOldestIsReadOnceTheyWereListed() throws IOException {
    open().create(SLOT, FIRST);
    overwrite(SLOT);
    overwrite(SLOT);
    VersionedBucket b = openToRead();
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
    delete(two);
    overwrite(two);
    delete(two);
    for (int size : pageSizes()) {
      assertThat(counts(pages(size)))
          .containsExactly(
              "k/0 1 0", "k/1 1 0", leavesMarkers() ? "k/2 3 2" : "k/2 3 1", "k/3 1 0");
    }
  }

  /** A bucket that is gone, or mistyped, would else look like an empty log. */
  @Test
  void aBucketThatIsNotThereIsUnreadableAndNotEmpty() {
    VersionedBucket b = openMissing();
    assertThat(b.read(SLOT)).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThatThrownBy(() -> list(b)).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyThatChangesOnTheWayIsNotStored() throws IOException {
    change(Change.OTHER_BODY);
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
  }
}
