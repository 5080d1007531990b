package dev.attestry.aws.store;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The lock that S3 holds on one version of an object, as it answers itself.
 *
 * @param mode {@code COMPLIANCE} or {@code GOVERNANCE}
 */
record ObjectLock(String mode, Instant until) {

  private static final String NONE = "NoSuchObjectLockConfiguration";

  /** What was answered with the headers of an object, if anything. */
  static Optional<ObjectLock> of(HeadObjectResponse r) {
    return r.objectLockMode() == null || r.objectLockRetainUntilDate() == null
        ? Optional.empty()
        : Optional.of(new ObjectLock(r.objectLockModeAsString(), r.objectLockRetainUntilDate()));
  }

  /**
   * Asks by HEAD, which costs a twelfth of a write; where that shows no lock, asks for the lock
   * itself, since S3 leaves the header out too where the caller may not see it.
   *
   * @param version empty for the newest
   */
  static Optional<ObjectLock> of(S3Location at, String key, Optional<String> version)
      throws IOException {
    try {
      Optional<ObjectLock> seen = of(at.client().headObject(head(at, key, version)));
      return seen.isPresent() ? seen : asked(at, key, version);
    } catch (SdkException e) {
      throw S3Faults.io("read the retention of " + key, e);
    }
  }

  static HeadObjectRequest head(S3Location at, String key, Optional<String> version) {
    return HeadObjectRequest.builder()
        .bucket(at.bucket())
        .key(key)
        .versionId(version.orElse(null))
        .build();
  }

  private static Optional<ObjectLock> asked(S3Location at, String key, Optional<String> version) {
    try {
      ObjectLockRetention r =
          at.client()
              .getObjectRetention(
                  GetObjectRetentionRequest.builder()
                      .bucket(at.bucket())
                      .key(key)
                      .versionId(version.orElse(null))
                      .build())
              .retention();
      return r == null || r.mode() == null || r.retainUntilDate() == null
          ? Optional.empty()
          : Optional.of(new ObjectLock(r.modeAsString(), r.retainUntilDate()));
    } catch (S3Exception e) {
      if (S3Faults.code(e).equals(NONE)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether it keeps an object at least as asked. */
  boolean meets(Retention.Mode asked, Instant askedUntil) {
    return !until.isBefore(askedUntil)
        && (asked == Retention.Mode.GOVERNANCE || mode.equals(Retention.Mode.COMPLIANCE.name()));
  }
}
