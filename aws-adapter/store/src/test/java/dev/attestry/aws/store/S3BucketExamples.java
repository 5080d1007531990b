package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.bucket.BucketFinding;
import dev.attestry.bucket.BucketRefused;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What only a bucket with versions and lock can show, on one stand-in. */
abstract class S3BucketExamples {

  private static final ObjectName SLOT = ObjectName.of("2026/commit/000");
  private static final ObjectName NEXT = ObjectName.of("2026/commit/001");
  private static final Bytes FIRST = Bytes.utf8("first");
  private static final Bytes FORGED = Bytes.utf8("forged");

  private final AwsStandIn kind;

  S3BucketExamples(AwsStandIn kind) {
    this.kind = kind;
  }

  private StoreLab lab() {
    return StoreLab.of(kind);
  }

  private S3Client owner() {
    return lab().s3();
  }

  private static Retention tomorrow(Retention.Mode mode) {
    return Retention.until(mode, StoreLab.tomorrow());
  }

  private VersionedBucket open(String bucket) throws IOException {
    return S3Bucket.open(S3Location.of(owner(), bucket), tomorrow(Retention.Mode.COMPLIANCE));
  }

  private VersionedBucket opened(String bucket) {
    return S3Bucket.openToRead(S3Location.of(owner(), bucket));
  }

  /** As an attacker with the right to put, or a client that forgets the condition. */
  private void overwrite(String bucket, ObjectName name) {
    owner().putObject(b -> b.bucket(bucket).key(name.value()), body(FORGED));
  }

  private void delete(String bucket, ObjectName name) {
    owner().deleteObject(b -> b.bucket(bucket).key(name.value()));
  }

  private static RequestBody body(Bytes b) {
    return RequestBody.fromByteBuffer(b.readOnly());
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
    String bucket = lab().lockBucket();
    VersionedBucket b = open(bucket);
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    Instant until = b.retainedUntil(SLOT).orElseThrow();
    assertThat(until).isBetween(StoreLab.tomorrow().minusSeconds(60), StoreLab.tomorrow());
    GetObjectRetentionResponse r =
        owner().getObjectRetention(x -> x.bucket(bucket).key(SLOT.value()));
    assertThat(r.retention().modeAsString()).isEqualTo("COMPLIANCE");
    assertThat(r.retention().retainUntilDate()).isEqualTo(until);
    assertThat(b.alarms()).isEmpty();
  }

  @Test
  void aRetentionThatBecameShorterOnTheWayIsReportedAndTheObjectStands() throws IOException {
    S3Location at = S3Location.of(lab().s3(LockChange.shorterByAnHour()), lab().lockBucket());
    VersionedBucket b = S3Bucket.open(at, tomorrow(Retention.Mode.COMPLIANCE));
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.RETENTION);
    assertThat(b.alarms().getFirst().detail()).contains("kept COMPLIANCE until");
  }

  @Test
  void aRetentionThatWasDroppedOnTheWayIsReported() throws IOException {
    S3Location at = S3Location.of(lab().s3(LockChange.dropped()), lab().lockBucket());
    VersionedBucket b = S3Bucket.open(at, tomorrow(Retention.Mode.COMPLIANCE));
    assertThat(b.create(SLOT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.RETENTION);
    assertThat(b.alarms().getFirst().detail()).contains("kept not at all");
    assertThat(b.retainedUntil(SLOT)).isEmpty();
  }

  @Test
  void aWeakerModeIsReported() throws IOException {
    S3Location at = S3Location.of(lab().s3(LockChange.weaker()), lab().lockBucket());
    VersionedBucket b = S3Bucket.open(at, tomorrow(Retention.Mode.COMPLIANCE));
    b.create(SLOT, FIRST);
    assertThat(b.alarms().getFirst().detail()).contains("kept GOVERNANCE until");
  }

  /** A marker hides the slot, and the store itself would let a second commit into it. */
  @Test
  void aDeletedSlotIsNotTakenForAFreeOne() throws IOException {
    String bucket = lab().lockBucket();
    open(bucket).create(SLOT, FIRST);
    delete(bucket, SLOT);
    VersionedBucket b = open(bucket);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.DELETE_MARKER);
    assertThat(b.retainedUntil(SLOT)).isPresent();
    assertThat(list(opened(bucket))).containsExactly(SLOT.value());
  }

  @Test
  void aSecondObjectInADeletedSlotIsSeenAndTheFirstIsRead() throws IOException {
    String bucket = lab().lockBucket();
    open(bucket).create(SLOT, FIRST);
    delete(bucket, SLOT);
    // The trap: create-only succeeds over a marker.
    owner().putObject(b -> b.bucket(bucket).key(SLOT.value()).ifNoneMatch("*"), body(FORGED));
    VersionedBucket b = opened(bucket);
    assertThat(list(b)).containsExactly(SLOT.value());
    assertThat(kinds(b))
        .containsExactly(StoreAlarm.Kind.SECOND_VERSION, StoreAlarm.Kind.DELETE_MARKER);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
  }

  @Test
  void ofSeveralVersionsTheOldestIsReadOnceTheyWereListed() throws IOException {
    String bucket = lab().lockBucket();
    open(bucket).create(SLOT, FIRST);
    overwrite(bucket, SLOT);
    overwrite(bucket, SLOT);
    VersionedBucket b = opened(bucket);
    // One plain GET shows the newest: why an audit lists before it reads.
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FORGED, 6));
    list(b);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(b.read(SLOT, 1, 3)).isEqualTo(new ReadOutcome.Found(Bytes.utf8("irs"), 5));
    assertThat(b.alarms().getFirst().detail()).contains("3 versions");
  }

  /** Whoever may delete could else make every next slot unreadable, and stop the log. */
  @Test
  void aMarkerOverNothingLeavesTheNameFree() throws IOException {
    String bucket = lab().lockBucket();
    delete(bucket, NEXT);
    VersionedBucket b = open(bucket);
    assertThat(b.read(NEXT)).isEqualTo(new ReadOutcome.Absent());
    assertThat(list(b)).isEmpty();
    assertThat(b.create(NEXT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.read(NEXT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.DELETE_MARKER);
  }

  @Test
  void versionsThatAPageCutsInTwoAreCountedAsOneName() throws IOException {
    String bucket = lab().lockBucket();
    VersionedBucket b = open(bucket);
    for (int i = 0; i < 4; i++) {
      b.create(ObjectName.of("k/" + i), FIRST);
    }
    ObjectName two = ObjectName.of("k/2");
    overwrite(bucket, two);
    delete(bucket, two);
    overwrite(bucket, two);
    for (int page = 1; page <= 5; page++) {
      List<String> seen = new ArrayList<>();
      VersionListing.of(S3Versions.below(S3Location.of(owner(), bucket), "", page))
          .forEachRemaining(v -> seen.add(v.key() + " " + v.objects() + " " + v.markers()));
      assertThat(seen).containsExactly("k/0 1 0", "k/1 1 0", "k/2 3 1", "k/3 1 0");
    }
  }

  /** A bucket that is gone, or mistyped, would else look like an empty log. */
  @Test
  void aBucketThatIsNotThereIsUnreadableAndNotEmpty() {
    VersionedBucket b = opened("no-such-bucket");
    assertThat(b.read(SLOT)).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThatThrownBy(() -> list(b)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> open("no-such-bucket"))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("could not be read");
  }

  @Test
  void nothingIsWrittenToABucketWithoutVersionsOrLock() {
    String plain = lab().plainBucket();
    assertThatThrownBy(() -> open(plain))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("versioning is not on")
        .hasMessageContaining("Object Lock is not on");
    String versioned = lab().plainBucket();
    owner()
        .putBucketVersioning(
            b -> b.bucket(versioned).versioningConfiguration(v -> v.status("Enabled")));
    assertThatThrownBy(() -> open(versioned))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("Object Lock is not on")
        .hasMessageNotContaining("versioning");
  }

  @Test
  void complianceHoldsAgainstTheOwnerAndGovernanceDoesNot() throws IOException {
    String bucket = lab().lockBucket();
    S3Location at = S3Location.of(owner(), bucket);
    S3Bucket.open(at, tomorrow(Retention.Mode.COMPLIANCE)).create(SLOT, FIRST);
    VersionedBucket trial = S3Bucket.open(at, tomorrow(Retention.Mode.GOVERNANCE));
    trial.create(NEXT, FIRST);
    assertThat(trial.alarms()).isEmpty();
    assertThat(trial.findings())
        .extracting(BucketFinding::subject)
        .contains(BucketFinding.Subject.MODE);
    assertThatThrownBy(() -> destroy(bucket, SLOT)).isInstanceOf(S3Exception.class);
    destroy(bucket, NEXT);
    assertThat(trial.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(trial.read(NEXT)).isEqualTo(new ReadOutcome.Absent());
  }

  private void destroy(String bucket, ObjectName name) {
    String version = owner().headObject(b -> b.bucket(bucket).key(name.value())).versionId();
    owner()
        .deleteObject(
            b ->
                b.bucket(bucket)
                    .key(name.value())
                    .versionId(version)
                    .bypassGovernanceRetention(true));
  }

  @Test
  void whatTheBucketsPolicyDoesNotDenyIsSaid() throws IOException {
    String bucket = lab().lockBucket();
    assertThat(open(bucket).findings())
        .extracting(BucketFinding::subject)
        .contains(BucketFinding.Subject.DELETE, BucketFinding.Subject.CONDITION);
    owner().putBucketPolicy(b -> b.bucket(bucket).policy(PolicyText.strict(bucket)));
    assertThat(open(bucket).findings())
        .extracting(BucketFinding::subject)
        .containsExactly(BucketFinding.Subject.DEFAULT_RETENTION);
  }

  @Test
  void aBodyThatChangesOnTheWayIsNotStored() throws IOException {
    S3Location at = S3Location.of(lab().s3(new BodyChange()), lab().lockBucket());
    VersionedBucket b = S3Bucket.open(at, tomorrow(Retention.Mode.COMPLIANCE));
    assertThat(b.create(SLOT, FIRST)).isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(b.read(SLOT)).isEqualTo(new ReadOutcome.Absent());
  }
}
