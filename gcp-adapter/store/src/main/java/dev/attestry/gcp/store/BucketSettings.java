package dev.attestry.gcp.store;

import com.google.api.services.storage.model.Bucket;
import java.time.Duration;

/**
 * How a bucket is set up.
 *
 * @param perObject whether objects can carry a retention of their own
 * @param policy for how long the bucket's own policy keeps an object from its creation on; zero
 *     without one
 * @param locked whether the bucket's own policy is locked
 * @param versioning whether an object that is written over or deleted stays as an older generation
 */
record BucketSettings(boolean perObject, Duration policy, boolean locked, boolean versioning) {

  static BucketSettings of(Bucket b) {
    Bucket.RetentionPolicy p = b.getRetentionPolicy();
    Long seconds = p == null ? null : p.getRetentionPeriod();
    return new BucketSettings(
        b.getObjectRetention() != null && "Enabled".equals(b.getObjectRetention().getMode()),
        seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds),
        p != null && Boolean.TRUE.equals(p.getIsLocked()),
        b.getVersioning() != null && Boolean.TRUE.equals(b.getVersioning().getEnabled()));
  }
}
