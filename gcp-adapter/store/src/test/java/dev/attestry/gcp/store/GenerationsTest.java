package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.storage.model.StorageObject;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only a bucket with generations and retention shows. */
final class GenerationsTest {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  private static final Bytes FIRST = Bytes.utf8("first");
  private static final Bytes FORGED = Bytes.utf8("forged");

  private final GcsNetwork network;
  private final GcsLocation at;
  private final Instant tomorrow =
      Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

  GenerationsTest() throws IOException {
    this.network = GcsLab.network();
    this.at = GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket());
  }

  private VersionedBucket open() throws IOException {
    return GcsBucket.open(at, Retention.until(Retention.Mode.COMPLIANCE, tomorrow));
  }

  /** As an attacker with the right to write, or a client that forgets the condition. */
  private void overwrite(ObjectName name) throws IOException {
    GcsCreator.insert(at, new StorageObject().setName(name.value()), FORGED.toArray()).execute();
  }

  private void delete(ObjectName name) throws IOException {
    at.client().objects().delete(at.bucket(), name.value()).execute();
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
  void everyObjectIsKeptAsLongAsAskedAndSaysSo() throws IOException {
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.retainedUntil(SLOT)).contains(tomorrow);
    assertThat(b.alarms()).isEmpty();
    StorageObject o = GcsLab.owner().objects().get(at.bucket(), SLOT.value()).execute();
    assertThat(o.getRetention().getMode()).isEqualTo("Locked");
  }

  private VersionedBucket createdThrough(UnaryOperator<String> change) throws IOException {
    network.change(change);
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.RETENTION);
    return b;
  }

  @Test
  void aRetentionThatBecameShorterOnTheWayIsReportedAndTheObjectStands() throws IOException {
    VersionedBucket b =
        createdThrough(
            s ->
                s.replaceAll(
                    "\"retainUntilTime\":\"[^\"]*\"",
                    "\"retainUntilTime\":\"2026-01-01T00:00:00Z\""));
    assertThat(b.alarms().getFirst().detail())
        .contains("kept COMPLIANCE until 2026-01-01T00:00:00Z");
  }

  @Test
  void aRetentionThatWasDroppedOnTheWayIsReported() throws IOException {
    VersionedBucket b = createdThrough(s -> s.replace("\"retention\"", "\"other\""));
    assertThat(b.alarms().getFirst().detail()).contains("kept not at all");
    assertThat(b.retainedUntil(SLOT)).isEmpty();
  }

  @Test
  void aRetentionThatIsNotLockedIsReported() throws IOException {
    VersionedBucket b = createdThrough(s -> s.replace("\"Locked\"", "\"Unlocked\""));
    assertThat(b.alarms().getFirst().detail()).contains("kept GOVERNANCE until");
  }

  /** A delete leaves no live generation, and the store itself would let a second commit in. */
  @Test
  void aDeletedSlotIsNotTakenForAFreeOne() throws IOException {
    open().create(SLOT, FIRST);
    delete(SLOT);
    VersionedBucket b = open();
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.DELETE_MARKER);
    assertThat(list(GcsBucket.openToRead(at))).containsExactly(SLOT.value());
  }

  @Test
  void aSecondObjectInADeletedSlotIsSeenAndTheFirstIsRead() throws IOException {
    open().create(SLOT, FIRST);
    delete(SLOT);
    // The trap: create-only succeeds where no generation is live.
    assertThat(open().create(SLOT, FORGED)).isEqualTo(new CreateOutcome.Created());
    VersionedBucket b = GcsBucket.openToRead(at);
    assertThat(list(b)).containsExactly(SLOT.value());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.SECOND_VERSION);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
  }

  @Test
  void ofSeveralGenerationsTheOldestIsReadOnceTheyWereListed() throws IOException {
    open().create(SLOT, FIRST);
    overwrite(SLOT);
    overwrite(SLOT);
    VersionedBucket b = GcsBucket.openToRead(at);
    // One plain read shows the live one: why an audit lists before it reads.
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FORGED, 6));
    b.survey("");
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(b.read(SLOT, 1, 3)).isEqualTo(new ReadOutcome.Found(Bytes.utf8("irs"), 5));
    assertThat(b.alarms().getFirst().detail()).contains("3 versions");
  }

  @Test
  void pagesAreReadToTheEndAndAStoreThatRepeatsOneIsLeft() throws IOException {
    VersionedBucket b = open();
    for (int i = 0; i < 4; i++) {
      b.create(ObjectName.of("k/" + i), FIRST);
    }
    for (int page = 1; page <= 5; page++) {
      List<String> seen = new ArrayList<>();
      VersionListing.of(GcsVersions.below(at, "", page)).forEachRemaining(v -> seen.add(v.key()));
      assertThat(seen).containsExactly("k/0", "k/1", "k/2", "k/3");
    }
    ObjectName two = ObjectName.of("k/2");
    overwrite(two);
    overwrite(two);
    delete(two);
    List<String> seen = new ArrayList<>();
    VersionListing.of(GcsVersions.below(at, "k/"))
        .forEachRemaining(v -> seen.add(v.key() + " " + v.objects() + " " + v.markers()));
    assertThat(seen).containsExactly("k/0 1 0", "k/1 1 0", "k/2 3 1", "k/3 1 0");
    // This stand-in goes on after a name, not after a generation: with one on a page, for ever.
    assertThatThrownBy(
            () -> VersionListing.of(GcsVersions.below(at, "k/2", 1)).forEachRemaining(v -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("repeats a page");
  }

  /** A bucket that is gone, or mistyped, would else look like an empty log. */
  @Test
  void aBucketThatIsNotThereIsUnreadableAndNotEmpty() {
    VersionedBucket b = GcsBucket.openToRead(GcsLocation.of(at.client(), "no-such-bucket"));
    assertThat(b.read(SLOT)).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThatThrownBy(() -> list(b)).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyThatChangesOnTheWayIsNotStored() throws IOException {
    network.change(s -> s.replace("first", "fIrst"));
    VersionedBucket b = open();
    assertThat(b.create(SLOT, FIRST)).isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
  }
}
