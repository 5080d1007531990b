package dev.attestry.azure.store;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import dev.attestry.bucket.AlarmLog;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Kept;
import dev.attestry.codec.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/**
 * The one write that there is: create-only, with its own checksum and retention, which is read
 * back. What Azure's answers mean:
 *
 * <ul>
 *   <li>409 {@code BlobAlreadyExists} or {@code BlobImmutableDueToPolicy}, and 412: the name is
 *       taken, maybe by an earlier attempt of this very call, since the SDK sends again where it
 *       got no answer. Each call marks its blob with 16 random bytes, so that a HEAD tells.
 *   <li>Everything else, and no answer at all, is "unknown".
 * </ul>
 */
final class BlobCreator {

  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /** Metadata that tells whose put a blob is; Azure takes letters and digits only. */
  private static final String MARK = "attestryput";

  private final BlobObjects objects;
  private final Keeping keeping;
  private final Retention retention;
  private final AlarmLog alarms;

  BlobCreator(BlobObjects objects, Keeping keeping, Retention retention, AlarmLog alarms) {
    this.objects = objects;
    this.keeping = keeping;
    this.retention = retention;
    this.alarms = alarms;
  }

  CreateOutcome create(ObjectName name, Bytes body) {
    String key = objects.prefix().key(name);
    String mark = mark();
    try {
      BlockBlobItem made =
          objects
              .at()
              .blob(key, Optional.empty())
              .getBlockBlobClient()
              .uploadWithResponse(
                  request(body, mark, retention.of(name)), AzureClients.CALL, Context.NONE)
              .getValue();
      return created(name, Optional.ofNullable(made.getVersionId()));
    } catch (BlobStorageException e) {
      return taken(e) ? whose(name, key, mark) : unknown("create " + name, e);
    } catch (RuntimeException e) {
      return unknown("create " + name, e);
    }
  }

  private BlockBlobSimpleUploadOptions request(Bytes body, String mark, Kept asked) {
    byte[] bytes = body.toArray();
    BlockBlobSimpleUploadOptions o =
        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(bytes))
            .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*"))
            .setContentMd5(md5(bytes))
            .setMetadata(Map.of(MARK, mark));
    keeping.policy(asked).ifPresent(o::setImmutabilityPolicy);
    return o;
  }

  /** Azure compares no better checksum. It is against faults of the network, not against people. */
  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** By the system's own numbers: two instances of one snapshot must not make the same. */
  private static String mark() {
    byte[] mark = new byte[16];
    new SecureRandom().nextBytes(mark);
    return Bytes.of(mark).hex();
  }

  private static boolean taken(BlobStorageException e) {
    return e.getStatusCode() == PRECONDITION_FAILED
        || e.getStatusCode() == CONFLICT
            && (BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode())
                || BlobErrorCode.BLOB_IMMUTABLE_DUE_TO_POLICY.equals(e.getErrorCode()));
  }

  private static CreateOutcome unknown(String what, RuntimeException e) {
    return new CreateOutcome.Unknown(AzureFaults.io(what, e));
  }

  private CreateOutcome whose(ObjectName name, String key, String mark) {
    try {
      BlobProperties p = objects.properties(key, Optional.empty());
      return mark.equals(p.getMetadata().get(MARK))
          ? created(name, Optional.ofNullable(p.getVersionId()))
          : new CreateOutcome.AlreadyThere();
    } catch (RuntimeException e) {
      return unknown("tell who created " + name, e);
    }
  }

  /**
   * The object is there, whatever keeps it turns out to be: that is for people, not for writers.
   */
  private CreateOutcome created(ObjectName name, Optional<String> version) {
    Kept asked = retention.of(name);
    try {
      Optional<Kept> kept = keeping.kept(objects.properties(objects.prefix().key(name), version));
      if (kept.filter(k -> k.meets(asked)).isEmpty()) {
        alarms.retention(name, asked.toString(), kept.map(Kept::toString).orElse("not at all"));
      }
    } catch (RuntimeException e) {
      alarms.retention(name, asked.toString(), "in a way unknown: " + AzureFaults.say(e));
    }
    return new CreateOutcome.Created();
  }
}
