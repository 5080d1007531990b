package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.bucket.BucketFinding;
import dev.attestry.bucket.BucketFinding.Subject;
import dev.attestry.bucket.BucketRefused;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Mode;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Buckets answer as Google's documentation of its JSON API shows them. */
final class GcsExamTest {

  private static final long SEVEN_YEARS = Duration.ofDays(2_557).toSeconds();

  private final Instant soon = Instant.now().plus(Duration.ofHours(1));
  private final GcsNetwork network;
  private final GcsLocation at;

  GcsExamTest() throws IOException {
    this.network = GcsNetwork.to(GcsLab.server());
    this.at = GcsLocation.of(GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket());
  }

  private VersionedBucket open(String settings, Mode mode) throws IOException {
    network.settings(settings);
    return GcsBucket.open(at, Retention.until(mode, soon));
  }

  private void refused(String settings, Mode mode, String why) {
    assertThatThrownBy(() -> open(settings, mode))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining(why);
  }

  private static String policy(long seconds, boolean locked) {
    return """
    {"kind":"storage#bucket","name":"b","retentionPolicy":{"retentionPeriod":"%d",
      "effectiveTime":"2026-01-01T00:00:00.000Z"%s},"softDeletePolicy":{
      "retentionDurationSeconds":"604800"}}
    """
        .formatted(seconds, locked ? ",\"isLocked\":true" : "");
  }

  @Test
  void nothingIsWrittenToABucketThatKeepsNothing() {
    refused("{\"name\":\"b\"}", Mode.COMPLIANCE, "neither object retention nor");
    refused(
        "{\"name\":\"b\",\"versioning\":{\"enabled\":true}}", Mode.GOVERNANCE, "neither object");
  }

  /** Whoever may change the bucket could take it away, and then delete. */
  @Test
  void aPolicyThatIsNotLockedIsForTrialsOnly() throws IOException {
    refused(policy(SEVEN_YEARS, false), Mode.COMPLIANCE, "not locked");
    assertThat(open(policy(SEVEN_YEARS, false), Mode.GOVERNANCE).findings())
        .extracting(BucketFinding::subject)
        .containsExactly(Subject.MODE);
  }

  @Test
  void aLockedPolicyOfSevenYearsIsAllThatIsNeeded() throws IOException {
    assertThat(open(policy(SEVEN_YEARS, true), Mode.COMPLIANCE).findings()).isEmpty();
  }

  @Test
  void whatIsNotKeptLongEnoughOrCanBeHiddenIsSaid() throws IOException {
    assertThat(open(policy(SEVEN_YEARS - 1, true), Mode.COMPLIANCE).findings())
        .extracting(BucketFinding::subject)
        .containsExactly(Subject.DEFAULT_RETENTION);
    assertThat(open(GcsNetwork.PER_OBJECT, Mode.COMPLIANCE).findings())
        .extracting(BucketFinding::subject)
        .containsExactly(Subject.DEFAULT_RETENTION, Subject.VERSIONING);
  }

  /** The stand-in has no policy: each object says that nothing keeps it, and that is an alarm. */
  @Test
  void anObjectThatThePolicyDoesNotKeepIsAnAlarm() throws IOException {
    VersionedBucket b = open(policy(SEVEN_YEARS, true), Mode.COMPLIANCE);
    b.create(ObjectName.of("2026/commit/000"), Bytes.EMPTY);
    assertThat(b.alarms()).extracting(StoreAlarm::kind).containsExactly(StoreAlarm.Kind.RETENTION);
  }

  @Test
  void aBucketThatIsNotThereIsRefused() {
    GcsLocation nowhere = GcsLocation.of(at.client(), "no-such-bucket");
    assertThatThrownBy(() -> GcsBucket.open(nowhere, Retention.until(Mode.COMPLIANCE, soon)))
        .isInstanceOf(BucketRefused.class)
        .hasMessageContaining("could not be read");
  }
}
