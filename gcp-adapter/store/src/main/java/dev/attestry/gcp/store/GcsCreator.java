package dev.attestry.gcp.store;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import dev.attestry.bucket.AlarmLog;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Kept;
import dev.attestry.chain.Retention.Mode;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The one write that there is: create-only, with its own checksum and, where the bucket takes one,
 * its own retention; Google answers with what it keeps. What its other answers mean:
 *
 * <ul>
 *   <li>412, and 403 {@code retentionPolicyNotMet}: the name is taken, maybe by an earlier attempt
 *       of this very call, which is sent again where there was no answer. Each call marks its
 *       object with 16 random bytes, so that a look tells.
 *   <li>Everything else, and no answer at all, is "unknown".
 * </ul>
 */
final class GcsCreator {

  private static final int FORBIDDEN = 403;
  private static final int PRECONDITION_FAILED = 412;

  /** Metadata that tells whose put an object is. */
  private static final String MARK = "attestry-put";

  private final GcsObjects objects;
  private final BucketSettings settings;
  private final Retention retention;
  private final AlarmLog alarms;

  GcsCreator(GcsObjects objects, BucketSettings settings, Retention retention, AlarmLog alarms) {
    this.objects = objects;
    this.settings = settings;
    this.retention = retention;
    this.alarms = alarms;
  }

  CreateOutcome create(ObjectName name, Bytes body) {
    String mark = mark();
    try {
      return created(name, request(name, body, mark).execute());
    } catch (IOException e) {
      return taken(e)
          ? whose(name, mark)
          : new CreateOutcome.Unknown(GoogleFaults.io("create " + name, e));
    }
  }

  private Storage.Objects.Insert request(ObjectName name, Bytes body, String mark)
      throws IOException {
    byte[] bytes = body.toArray();
    StorageObject o =
        new StorageObject()
            .setName(objects.prefix().key(name))
            .setCrc32c(crc32c(bytes))
            .setMetadata(Map.of(MARK, mark));
    if (settings.perObject()) {
      o.setRetention(GcsLock.ask(retention.of(name)));
    }
    return insert(objects.at(), o, bytes).setIfGenerationMatch(0L);
  }

  /** One request with description and content. */
  static Storage.Objects.Insert insert(GcsLocation at, StorageObject o, byte[] bytes)
      throws IOException {
    Storage.Objects.Insert r =
        at.client()
            .objects()
            .insert(at.bucket(), o, new ByteArrayContent("application/octet-stream", bytes));
    r.getMediaHttpUploader().setDirectUploadEnabled(true);
    r.setDisableGZipContent(true);
    return r;
  }

  private static String crc32c(byte[] bytes) {
    CRC32C c = new CRC32C();
    c.update(bytes);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) c.getValue()).array());
  }

  /** By the system's own numbers: two instances of one snapshot must not make the same. */
  private static String mark() {
    byte[] mark = new byte[16];
    new SecureRandom().nextBytes(mark);
    return Bytes.of(mark).hex();
  }

  private static boolean taken(IOException e) {
    return GoogleFaults.status(e) == PRECONDITION_FAILED
        || GoogleFaults.status(e) == FORBIDDEN
            && GoogleFaults.reason(e).equals("retentionPolicyNotMet");
  }

  private CreateOutcome whose(ObjectName name, String mark) {
    try {
      StorageObject o = objects.about(objects.prefix().key(name), Optional.empty());
      boolean ours = o.getMetadata() != null && mark.equals(o.getMetadata().get(MARK));
      return ours ? created(name, o) : new CreateOutcome.AlreadyThere();
    } catch (IOException e) {
      return new CreateOutcome.Unknown(GoogleFaults.io("tell who created " + name, e));
    }
  }

  /**
   * The object is there, whatever keeps it turns out to be: that is for people, not for writers.
   */
  private CreateOutcome created(ObjectName name, StorageObject o) {
    Kept asked = retention.of(name);
    List<Kept> kept = GcsLock.of(o, settings.locked() ? Mode.COMPLIANCE : Mode.GOVERNANCE);
    if (kept.stream().noneMatch(k -> k.meets(asked))) {
      String what = kept.stream().map(Kept::toString).collect(Collectors.joining(" and "));
      alarms.retention(name, asked.toString(), what.isEmpty() ? "not at all" : what);
    }
    return new CreateOutcome.Created();
  }
}
