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
import dev.attestry.bucket.VersionedBucketContract;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What only a bucket with versions and lock can show, on one stand-in. */
abstract class S3BucketExamples extends VersionedBucketContract {

  private final StoreLab lab;
  private final String bucket;
  private S3Location at;

  S3BucketExamples(AwsStandIn kind) {
    this.lab = StoreLab.of(kind);
    this.bucket = lab.lockBucket();
    this.at = S3Location.of(lab.s3(), bucket);
  }

  private Retention until(Retention.Mode mode) {
    return Retention.until(mode, tomorrow);
  }

  @Override
  protected VersionedBucket open() throws IOException {
    return S3Bucket.open(at, until(Retention.Mode.COMPLIANCE));
  }

  private VersionedBucket open(String other) throws IOException {
    return S3Bucket.open(S3Location.of(lab.s3(), other), until(Retention.Mode.COMPLIANCE));
  }

  @Override
  protected VersionedBucket openToRead() {
    return S3Bucket.openToRead(at);
  }

  @Override
  protected VersionedBucket openMissing() {
    return S3Bucket.openToRead(S3Location.of(lab.s3(), "no-such-bucket"));
  }

  @Override
  protected void change(Change c) {
    at =
        S3Location.of(
            lab.s3(
                switch (c) {
                  case SHORTER -> LockChange.shorterByAnHour();
                  case DROPPED -> LockChange.dropped();
                  case WEAKER -> LockChange.weaker();
                  case OTHER_BODY -> new BodyChange();
                }),
            bucket);
  }

  @Override
  protected void overwrite(ObjectName name) {
    lab.s3()
        .putObject(
            b -> b.bucket(bucket).key(name.value()), RequestBody.fromByteBuffer(FORGED.readOnly()));
  }

  @Override
  protected void delete(ObjectName name) {
    lab.s3().deleteObject(b -> b.bucket(bucket).key(name.value()));
  }

  @Override
  protected void assertKept(ObjectName name) {
    GetObjectRetentionResponse r =
        lab.s3().getObjectRetention(x -> x.bucket(bucket).key(name.value()));
    assertThat(r.retention().modeAsString()).isEqualTo("COMPLIANCE");
    assertThat(r.retention().retainUntilDate()).isEqualTo(tomorrow);
  }

  @Override
  protected VersionListing.Pages pages(int size) {
    return S3Versions.below(at, "", size);
  }

  @Override
  protected boolean leavesMarkers() {
    return true;
  }

  /** Whoever may delete could else make every next slot unreadable, and stop the log. */
  @Test
  void aMarkerOverNothingLeavesTheNameFree() throws IOException {
    delete(NEXT);
    VersionedBucket b = open();
    assertThat(b.read(NEXT)).isEqualTo(new ReadOutcome.Absent());
    assertThat(list(b)).isEmpty();
    assertThat(b.create(NEXT, FIRST)).isEqualTo(new CreateOutcome.Created());
    assertThat(b.read(NEXT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(kinds(b)).containsExactly(StoreAlarm.Kind.DELETE_MARKER);
  }

  @Test
  void aBucketThatIsNotThereIsNotWrittenTo() {
    assertThatThrownBy(() -> open("no-such-bucket"))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("could not be read");
  }

  @Test
  void nothingIsWrittenToABucketWithoutVersionsOrLock() {
    String plain = lab.plainBucket();
    assertThatThrownBy(() -> open(plain))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("versioning is not on")
        .hasMessageContaining("Object Lock is not on");
    String versioned = lab.plainBucket();
    lab.s3()
        .putBucketVersioning(
            b -> b.bucket(versioned).versioningConfiguration(v -> v.status("Enabled")));
    assertThatThrownBy(() -> open(versioned))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("Object Lock is not on")
        .hasMessageNotContaining("versioning");
  }

  @Test
  void complianceHoldsAgainstTheOwnerAndGovernanceDoesNot() throws IOException {
    S3Bucket.open(at, until(Retention.Mode.COMPLIANCE)).create(SLOT, FIRST);
    VersionedBucket trial = S3Bucket.open(at, until(Retention.Mode.GOVERNANCE));
    trial.create(NEXT, FIRST);
    assertThat(trial.alarms()).isEmpty();
    assertThat(trial.findings())
        .extracting(BucketFinding::subject)
        .contains(BucketFinding.Subject.MODE);
    assertThatThrownBy(() -> destroy(SLOT)).isInstanceOf(S3Exception.class);
    destroy(NEXT);
    assertThat(trial.read(SLOT)).isEqualTo(new ReadOutcome.Found(FIRST, 5));
    assertThat(trial.read(NEXT)).isEqualTo(new ReadOutcome.Absent());
  }

  private void destroy(ObjectName name) {
    String version = lab.s3().headObject(b -> b.bucket(bucket).key(name.value())).versionId();
    lab.s3()
        .deleteObject(
            b ->
                b.bucket(bucket)
                    .key(name.value())
                    .versionId(version)
                    .bypassGovernanceRetention(true));
  }

  @Test
  void whatTheBucketsPolicyDoesNotDenyIsSaid() throws IOException {
    assertThat(open().findings())
        .extracting(BucketFinding::subject)
        .contains(BucketFinding.Subject.DELETE, BucketFinding.Subject.CONDITION);
    lab.s3().putBucketPolicy(b -> b.bucket(bucket).policy(PolicyText.strict(bucket)));
    assertThat(open().findings())
        .extracting(BucketFinding::subject)
        .containsExactly(BucketFinding.Subject.DEFAULT_RETENTION);
  }
}
