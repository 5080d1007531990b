package dev.attestry.azure.store;

import dev.attestry.bucket.AlarmLog;
import dev.attestry.bucket.BucketRefused;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import java.util.Optional;

/**
 * A container of Azure Blob Storage that keeps what is written, in one of two ways:
 *
 * <ul>
 *   <li>by a locked policy of the container (WORM): a blob can be neither overwritten nor deleted
 *       until so many days after its creation.
 *   <li>by version-level immutability: each version carries a policy of its own, until the instant
 *       that the log asks for. As on S3 it is versions that are kept, not names: a put without
 *       condition makes a newer one, a delete leaves none current, and then even a create-only put
 *       succeeds again. The object of a name is its <em>oldest</em> version, as {@link
 *       VersionedBucket} reads it; what is not there costs a listing, since Azure does not say
 *       whether it ever was.
 * </ul>
 */
public final class AzureBucket {

  private AzureBucket() {}

  /**
   * To read and write. Looks first whether the container is one that keeps what is written.
   *
   * @throws BucketRefused if it is not, or if that cannot be told
   */
  public static VersionedBucket open(BlobLocation at, ContainerControl control, Retention retention)
      throws BucketRefused {
    ContainerExam exam = ContainerExam.of(control, retention.mode());
    BucketRefused.require(at.toString(), exam.findings());
    AlarmLog alarms = new AlarmLog();
    BlobObjects blobs = new BlobObjects(at, exam.keeping());
    BlobCreator creator = new BlobCreator(blobs, exam.keeping().orElseThrow(), retention, alarms);
    return VersionedBucket.writing(blobs, creator::create, alarms, exam.findings());
  }

  /**
   * To read only: asks nothing first, and needs no right to. How long a container's own policy
   * keeps a blob is not seen then.
   */
  public static VersionedBucket openToRead(BlobLocation at) {
    return VersionedBucket.reading(new BlobObjects(at, Optional.empty()));
  }
}
