package dev.attestry.bucket;

/**
 * One thing that the look at a bucket found.
 *
 * @param refuses whether nothing may be written to such a bucket
 * @param text a sentence that says what is so and what to do
 */
public record BucketFinding(Subject subject, boolean refuses, String text) {

  /** What was looked at. */
  public enum Subject {
    /** Whether versions are kept, which locks on versions need. */
    VERSIONING,
    /** Whether objects can be locked, or are. */
    OBJECT_LOCK,
    /** Whether what someone else writes without a retention is kept too, and how long. */
    DEFAULT_RETENTION,
    /** Whether anybody can lay a delete marker over an object. */
    DELETE,
    /** Whether anybody can write a newer version over an object. */
    CONDITION,
    /** From whom the retention protects. */
    MODE
  }

  /** A reason to write nothing there. */
  public static BucketFinding refusal(Subject subject, String text) {
    return new BucketFinding(subject, true, text);
  }

  /** Worth saying, and no reason to refuse the bucket. */
  public static BucketFinding warning(Subject subject, String text) {
    return new BucketFinding(subject, false, text);
  }
}
