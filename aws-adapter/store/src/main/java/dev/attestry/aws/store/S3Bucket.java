package dev.attestry.aws.store;

import dev.attestry.bucket.AlarmLog;
import dev.attestry.bucket.BucketFinding;
import dev.attestry.bucket.BucketRefused;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import java.util.List;

/**
 * A bucket of S3 with versions and Object Lock.
 *
 * <p>S3 locks versions, not names: a put without condition makes a newer version, a delete without
 * version lays a marker over the object, and then even a create-only put succeeds again. The object
 * of a name is therefore its <em>oldest</em> version, as {@link VersionedBucket} reads it; where S3
 * says that a marker hides it, that costs a listing: a writer never takes a deleted slot for a free
 * one. The writers' policy denies deletes and puts without condition; {@link BucketExam} says if it
 * does not.
 *
 * <p>A caller needs {@code s3:ListBucket} also to read: without it S3 answers 403 for what is not
 * there, which is unreadable and never absent.
 */
public final class S3Bucket {

  private S3Bucket() {}

  /**
   * To read and write. Looks first whether the bucket is one that keeps what is written.
   *
   * @throws BucketRefused if it is not, or if that cannot be told
   */
  public static VersionedBucket open(S3Location at, Retention retention) throws BucketRefused {
    List<BucketFinding> findings = BucketExam.of(at, retention.mode());
    BucketRefused.require(at.toString(), findings);
    AlarmLog alarms = new AlarmLog();
    S3Creator creator = new S3Creator(at, retention, alarms);
    return VersionedBucket.writing(objects(at), creator::create, alarms, findings);
  }

  /** To read only: asks nothing first, and needs no right to. */
  public static VersionedBucket openToRead(S3Location at) {
    return VersionedBucket.reading(objects(at));
  }

  private static S3Objects objects(S3Location at) {
    return new S3Objects(at, new S3Reader(at));
  }
}
