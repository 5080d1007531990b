package dev.attestry.aws.store;

/**
 * One thing that the look at a bucket found.
 *
 * @param text a sentence that says what is so and what to do
 */
public record BucketFinding(Subject subject, boolean refuses, String text) {

  /** What was looked at. */
  public enum Subject {
    /** Whether versions are kept, which Object Lock needs. */
    VERSIONING,
    /** Whether objects can be locked. */
    OBJECT_LOCK,
    /** Whether what someone else writes without a retention is kept too. */
    DEFAULT_RETENTION,
    /** Whether anybody can lay a delete marker over an object. */
    DELETE,
    /** Whether anybody can write a newer version over an object. */
    CONDITION,
    /** From whom the retention protects. */
    MODE
  }
}
