package dev.attestry.gcp.store;

import dev.attestry.bucket.BucketFinding;
import dev.attestry.bucket.BucketFinding.Subject;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Retention.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at how a bucket is set up, by one read. Without a retention that keeps what is written, or
 * where that cannot be read, nothing may be written to it.
 *
 * @param settings empty where they could not be read
 */
record GcsExam(Optional<BucketSettings> settings, List<BucketFinding> findings) {

  static GcsExam of(GcsLocation at, Mode mode) {
    try {
      return of(BucketSettings.of(at.client().buckets().get(at.bucket()).execute()), mode);
    } catch (IOException e) {
      String why = "how the bucket is set up could not be read (" + GoogleFaults.say(e) + ")";
      return new GcsExam(
          Optional.empty(), List.of(BucketFinding.refusal(Subject.OBJECT_LOCK, why)));
    }
  }

  private static GcsExam of(BucketSettings s, Mode mode) {
    List<BucketFinding> found = new ArrayList<>();
    if (s.perObject()) {
      perObject(s, found);
    } else {
      byBucket(s, mode, found);
    }
    if (s.versioning()) {
      found.add(
          BucketFinding.warning(
              Subject.VERSIONING,
              "versioning is on: a kept object can be hidden behind a newer one or a delete, which"
                  + " are refused without it"));
    }
    if (mode == Mode.GOVERNANCE) {
      found.add(
          BucketFinding.warning(
              Subject.MODE,
              "an unlocked retention can be lifted by whoever holds"
                  + " storage.objects.overrideUnlockedRetention"));
    }
    return new GcsExam(Optional.of(s), List.copyOf(found));
  }

  private static void perObject(BucketSettings s, List<BucketFinding> found) {
    if (s.policy().isZero()) {
      found.add(
          BucketFinding.warning(
              Subject.DEFAULT_RETENTION,
              "the bucket has no retention policy: what others write without a retention is not"
                  + " kept"));
    }
  }

  private static void byBucket(BucketSettings s, Mode mode, List<BucketFinding> found) {
    if (s.policy().isZero()) {
      found.add(
          BucketFinding.refusal(
              Subject.OBJECT_LOCK,
              "neither object retention nor a retention policy is on: anyone with the right could"
                  + " delete"));
    } else if (mode == Mode.COMPLIANCE && !s.locked()) {
      found.add(
          BucketFinding.refusal(
              Subject.OBJECT_LOCK, "the bucket's retention policy is not locked: lock it"));
    } else if (s.policy().compareTo(Duration.ofDays(Retention.SHARD_DAYS)) < 0) {
      found.add(
          BucketFinding.warning(
              Subject.DEFAULT_RETENTION,
              "the bucket's policy keeps objects for "
                  + s.policy().toDays()
                  + " days; a shard's first need "
                  + Retention.SHARD_DAYS));
    }
  }
}
