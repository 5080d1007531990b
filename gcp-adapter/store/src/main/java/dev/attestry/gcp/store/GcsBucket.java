package dev.attestry.gcp.store;

import dev.attestry.bucket.AlarmLog;
import dev.attestry.bucket.BucketRefused;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;

/**
 * A bucket of Google Cloud Storage that keeps what is written: by a retention of each object's own,
 * until the instant that the log asks for, or by a locked policy of the bucket.
 *
 * <p>A kept object can be neither overwritten nor deleted. In a bucket with versioning it is the
 * generation that is kept, not the name: a put without condition makes a newer one, a delete leaves
 * none live, and then even a create-only put succeeds again. The object of a name is its
 * <em>oldest</em> generation, as {@link VersionedBucket} reads it; what is not there costs a
 * listing, since Google does not say whether it ever was, nor whether the bucket is there.
 */
public final class GcsBucket {

  private GcsBucket() {}

  /**
   * To read and write. Looks first whether the bucket is one that keeps what is written.
   *
   * @throws BucketRefused if it is not, or if that cannot be told
   */
  public static VersionedBucket open(GcsLocation at, Retention retention) throws BucketRefused {
    GcsExam exam = GcsExam.of(at, retention.mode());
    BucketRefused.require(at.toString(), exam.findings());
    AlarmLog alarms = new AlarmLog();
    GcsObjects objects = new GcsObjects(at);
    GcsCreator creator = new GcsCreator(objects, exam.settings().orElseThrow(), retention, alarms);
    return VersionedBucket.writing(objects, creator::create, alarms, exam.findings());
  }

  /** To read only: asks nothing first, and needs no right to. */
  public static VersionedBucket openToRead(GcsLocation at) {
    return VersionedBucket.reading(new GcsObjects(at));
  }
}
