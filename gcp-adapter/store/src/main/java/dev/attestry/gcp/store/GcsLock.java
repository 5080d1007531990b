package dev.attestry.gcp.store;

import com.google.api.client.util.DateTime;
import com.google.api.services.storage.model.StorageObject;
import dev.attestry.chain.Retention.Kept;
import dev.attestry.chain.Retention.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What keeps an object, as Google answers it with what the object is. */
final class GcsLock {

  private static final String LOCKED = "Locked";
  private static final String UNLOCKED = "Unlocked";

  private GcsLock() {}

  /** What to ask for with an object. */
  static StorageObject.Retention ask(Kept asked) {
    return new StorageObject.Retention()
        .setMode(asked.mode() == Mode.COMPLIANCE ? LOCKED : UNLOCKED)
        .setRetainUntilTime(new DateTime(asked.until().toEpochMilli()));
  }

  /**
   * The retention of the object itself, and when that of the bucket ends for it.
   *
   * @param bucket from whom the retention of the bucket protects, which the object does not show
   */
  static List<Kept> of(StorageObject o, Mode bucket) {
    List<Kept> kept = new ArrayList<>();
    StorageObject.Retention r = o.getRetention();
    if (r != null && r.getRetainUntilTime() != null) {
      Mode mode = LOCKED.equals(r.getMode()) ? Mode.COMPLIANCE : Mode.GOVERNANCE;
      kept.add(new Kept(mode, instant(r.getRetainUntilTime())));
    }
    if (o.getRetentionExpirationTime() != null) {
      kept.add(new Kept(bucket, instant(o.getRetentionExpirationTime())));
    }
    return kept;
  }

  private static Instant instant(DateTime t) {
    return Instant.ofEpochMilli(t.getValue());
  }
}
