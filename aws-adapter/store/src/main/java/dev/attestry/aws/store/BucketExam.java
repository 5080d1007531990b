package dev.attestry.aws.store;

import dev.attestry.bucket.BucketFinding;
import dev.attestry.bucket.BucketFinding.Subject;
import dev.attestry.chain.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/**
 * Looks at how a bucket is set up, by four reads and no write. Without versions or lock, or where
 * that cannot be read, nothing may be written to it. What protects in addition (a default
 * retention, a policy that denies deletes and unconditional puts) is said where it is missing or
 * cannot be seen.
 */
final class BucketExam {

  private final S3Client client;
  private final String bucket;
  private final List<BucketFinding> findings = new ArrayList<>();

  private BucketExam(S3Location at) {
    this.client = at.client();
    this.bucket = at.bucket();
  }

  /** Empty for a bucket that is as it should be. */
  static List<BucketFinding> of(S3Location at, Retention.Mode mode) {
    BucketExam exam = new BucketExam(at);
    exam.versioning();
    exam.lock();
    exam.policy();
    if (mode == Retention.Mode.GOVERNANCE) {
      exam.warn(
          Subject.MODE,
          "retention GOVERNANCE can be lifted by whoever holds s3:BypassGovernanceRetention");
    }
    return List.copyOf(exam.findings);
  }

  private void versioning() {
    try {
      if (client.getBucketVersioning(b -> b.bucket(bucket)).status()
          != BucketVersioningStatus.ENABLED) {
        refuse(Subject.VERSIONING, "versioning is not on: switch it on, with Object Lock");
      }
    } catch (SdkException e) {
      refuse(
          Subject.VERSIONING,
          "whether versioning is on could not be read (" + S3Faults.say(e) + ")");
    }
  }

  private void lock() {
    try {
      Optional<ObjectLockConfiguration> c =
          Optional.ofNullable(
              client.getObjectLockConfiguration(b -> b.bucket(bucket)).objectLockConfiguration());
      if (c.filter(o -> o.objectLockEnabled() == ObjectLockEnabled.ENABLED).isEmpty()) {
        refuseWithoutLock();
      } else if (c.map(ObjectLockConfiguration::rule).isEmpty()) {
        warn(
            Subject.DEFAULT_RETENTION,
            "there is no default retention: what others write without one is not kept");
      }
    } catch (SdkException e) {
      if (S3Faults.code(e).equals("ObjectLockConfigurationNotFoundError")) {
        refuseWithoutLock();
      } else {
        refuse(
            Subject.OBJECT_LOCK,
            "whether Object Lock is on could not be read (" + S3Faults.say(e) + ")");
      }
    }
  }

  private void refuseWithoutLock() {
    refuse(Subject.OBJECT_LOCK, "Object Lock is not on: anyone with the right could delete");
  }

  private void policy() {
    String unseen = "";
    Optional<DenyPolicy> policy = Optional.empty();
    try {
      policy = DenyPolicy.parse(client.getBucketPolicy(b -> b.bucket(bucket)).policy(), bucket);
    } catch (SdkException e) {
      if (!S3Faults.code(e).equals("NoSuchBucketPolicy")) {
        unseen = " (the policy could not be read: " + S3Faults.say(e) + ")";
      }
    }
    if (policy.filter(DenyPolicy::deniesDelete).isEmpty()) {
      warn(
          Subject.DELETE,
          "no statement of the bucket's policy denies s3:DeleteObject to all" + unseen);
    }
    if (policy.filter(DenyPolicy::deniesUnconditionalPut).isEmpty()) {
      warn(
          Subject.CONDITION,
          "no statement of the bucket's policy denies s3:PutObject without s3:if-none-match"
              + unseen);
    }
  }

  private void refuse(Subject subject, String text) {
    findings.add(BucketFinding.refusal(subject, text));
  }

  private void warn(Subject subject, String text) {
    findings.add(BucketFinding.warning(subject, text));
  }
}
