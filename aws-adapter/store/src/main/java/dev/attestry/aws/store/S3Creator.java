package dev.attestry.aws.store;

import dev.attestry.bucket.AlarmLog;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Kept;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The one write that there is: create-only, with its own checksum and its own retention, which is
 * read back. What S3's answers mean:
 *
 * <ul>
 *   <li>412 is "already there", except where the SDK had sent the request before and not got an
 *       answer: the object may be ours then. Each call marks its object with 16 random bytes, so
 *       that a HEAD tells.
 *   <li>409 {@code ConditionalRequestConflict}: two writes met and this one did not land. Tried
 *       again a few times.
 *   <li>Everything else, and no answer at all, is "unknown".
 * </ul>
 */
final class S3Creator {

  private static final int CONFLICTS = 8;
  private static final long FIRST_WAIT_MILLIS = 10;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /** User metadata that tells whose put an object is. */
  private static final String MARK = "attestry-put";

  private final S3Location at;
  private final Retention retention;
  private final AlarmLog alarms;

  S3Creator(S3Location at, Retention retention, AlarmLog alarms) {
    this.at = at;
    this.retention = retention;
    this.alarms = alarms;
  }

  CreateOutcome create(ObjectName name, Bytes body) {
    String mark = mark();
    PutObjectRequest request = request(name, body, mark);
    boolean sentBefore = false;
    for (int conflicts = 0; ; conflicts++) {
      try {
        String version =
            at.client().putObject(request, RequestBody.fromByteBuffer(body.readOnly())).versionId();
        return created(name, version);
      } catch (S3Exception e) {
        sentBefore |= e.numAttempts() > 1;
        if (e.statusCode() == PRECONDITION_FAILED) {
          return sentBefore ? whose(name, request, mark) : new CreateOutcome.AlreadyThere();
        }
        if (!conflict(e) || conflicts == CONFLICTS || !pause(conflicts)) {
          return new CreateOutcome.Unknown(S3Faults.io("create " + name, e));
        }
      } catch (SdkException e) {
        return new CreateOutcome.Unknown(S3Faults.io("create " + name, e));
      }
    }
  }

  private PutObjectRequest request(ObjectName name, Bytes body, String mark) {
    Kept kept = retention.of(name);
    byte[] sha256 = HashAlgorithm.SHA256.digest(body).toArray();
    return PutObjectRequest.builder()
        .bucket(at.bucket())
        .key(at.key(name))
        .ifNoneMatch("*")
        .contentLength((long) body.length())
        .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
        .objectLockMode(ObjectLockMode.fromValue(kept.mode().name()))
        .objectLockRetainUntilDate(kept.until())
        .metadata(Map.of(MARK, mark))
        .build();
  }

  /** By the system's own numbers: two instances of one snapshot must not make the same. */
  private static String mark() {
    byte[] mark = new byte[16];
    new SecureRandom().nextBytes(mark);
    return Bytes.of(mark).hex();
  }

  private static boolean conflict(S3Exception e) {
    return e.statusCode() == CONFLICT && S3Faults.code(e).equals("ConditionalRequestConflict");
  }

  /** Full jitter up to a limit that doubles; false if the thread is asked to end. */
  private static boolean pause(int conflicts) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong((FIRST_WAIT_MILLIS << conflicts) + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The name was taken, maybe by an earlier attempt of this very call. */
  private CreateOutcome whose(ObjectName name, PutObjectRequest request, String mark) {
    try {
      HeadObjectResponse r =
          at.client().headObject(ObjectLock.head(at, request.key(), Optional.empty()));
      return mark.equals(r.metadata().get(MARK))
          ? created(name, r.versionId())
          : new CreateOutcome.AlreadyThere();
    } catch (SdkException e) {
      return new CreateOutcome.Unknown(S3Faults.io("tell who created " + name, e));
    }
  }

  /**
   * The object is there, whatever its lock turns out to be: that is for people, not for writers.
   */
  private CreateOutcome created(ObjectName name, String version) {
    Kept asked = retention.of(name);
    try {
      Optional<Kept> kept = ObjectLock.of(at, at.key(name), Optional.ofNullable(version));
      if (kept.filter(k -> k.meets(asked)).isEmpty()) {
        alarms.retention(name, asked.toString(), kept.map(Kept::toString).orElse("not at all"));
      }
    } catch (IOException e) {
      alarms.retention(name, asked.toString(), "in a way unknown: " + e.getMessage());
    }
    return new CreateOutcome.Created();
  }
}
