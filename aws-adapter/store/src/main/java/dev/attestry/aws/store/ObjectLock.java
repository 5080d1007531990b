package dev.attestry.aws.store;

import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Kept;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The lock that S3 holds on one version of an object, as it answers itself. */
final class ObjectLock {

  private static final String NONE = "NoSuchObjectLockConfiguration";

  private ObjectLock() {}

  /** What was answered with the headers of an object, if anything. */
  static Optional<Kept> of(HeadObjectResponse r) {
    return r.objectLockMode() == null || r.objectLockRetainUntilDate() == null
        ? Optional.empty()
        : Optional.of(kept(r.objectLockModeAsString(), r.objectLockRetainUntilDate()));
  }

  /**
   * Asks by HEAD, which costs a twelfth of a write; where that shows no lock, asks for the lock
   * itself, since S3 leaves the header out too where the caller may not see it.
   *
   * @param version empty for the newest
   */
  static Optional<Kept> of(S3Location at, String key, Optional<String> version) throws IOException {
    try {
      Optional<Kept> seen = of(at.client().headObject(head(at, key, version)));
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

  private static Optional<Kept> asked(S3Location at, String key, Optional<String> version) {
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
          : Optional.of(kept(r.modeAsString(), r.retainUntilDate()));
    } catch (S3Exception e) {
      if (S3Faults.code(e).equals(NONE)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Kept kept(String mode, Instant until) {
    boolean compliance = mode.equals(Retention.Mode.COMPLIANCE.name());
    return new Kept(compliance ? Retention.Mode.COMPLIANCE : Retention.Mode.GOVERNANCE, until);
  }
}
