package dev.attestry.azure.store;

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
 * Looks at how a container is set up. Without a policy that keeps what is written, or where that
 * cannot be read, nothing may be written to it.
 *
 * @param keeping what keeps blobs; empty where a finding refuses
 */
record ContainerExam(Optional<Keeping> keeping, List<BucketFinding> findings) {

  static ContainerExam of(ContainerControl control, Mode mode) {
    try {
      return of(control.settings(), mode);
    } catch (IOException e) {
      return refused(
          Subject.OBJECT_LOCK, "how the container is set up could not be read: " + e.getMessage());
    }
  }

  static ContainerExam of(ContainerSettings s, Mode mode) {
    List<BucketFinding> found = new ArrayList<>();
    if (mode == Mode.GOVERNANCE) {
      found.add(
          BucketFinding.warning(
              Subject.MODE, "an unlocked policy can be lifted by whoever may manage policies"));
    }
    return s.perVersion() ? perVersion(s, found) : byContainer(s, mode, found);
  }

  private static ContainerExam perVersion(ContainerSettings s, List<BucketFinding> found) {
    if (!s.versioning()) {
      return refused(Subject.VERSIONING, "versioning is not on: policies on versions need it");
    }
    if (s.days() == 0) {
      found.add(
          BucketFinding.warning(
              Subject.DEFAULT_RETENTION,
              "the container has no default policy: what others write without one is not kept"));
    }
    return new ContainerExam(Optional.of(new Keeping.PerVersion()), List.copyOf(found));
  }

  private static ContainerExam byContainer(
      ContainerSettings s, Mode mode, List<BucketFinding> found) {
    if (s.days() == 0) {
      return refused(
          Subject.OBJECT_LOCK,
          "the container has no immutability policy: anyone with the right could delete");
    }
    if (mode == Mode.COMPLIANCE && !s.locked()) {
      return refused(
          Subject.OBJECT_LOCK, "the container's immutability policy is not locked: lock it");
    }
    if (s.days() < Retention.SHARD_DAYS) {
      found.add(
          BucketFinding.warning(
              Subject.DEFAULT_RETENTION,
              "the container's policy keeps blobs for "
                  + s.days()
                  + " days; a shard's first need "
                  + Retention.SHARD_DAYS));
    }
    Mode kept = s.locked() ? Mode.COMPLIANCE : Mode.GOVERNANCE;
    return new ContainerExam(
        Optional.of(new Keeping.ByContainer(kept, Duration.ofDays(s.days()))), List.copyOf(found));
  }

  private static ContainerExam refused(Subject subject, String text) {
    return new ContainerExam(Optional.empty(), List.of(BucketFinding.refusal(subject, text)));
  }
}
