package dev.attestry.evidence;

/**
 * One thing that a scheme verifies: one of {@link CommonCheck}, or of its own enum in the order of
 * the vendor's text.
 */
public interface Check {

  /** What a check means for the answer when it could not be made. */
  enum Need {
    /** Genuineness rests on it: skipped, the answer is inconclusive. */
    GENUINENESS,
    /** Freshness, revocation, collateral: a full verification needs it. */
    FULL,
    /** A further fact; skipped, the answer is merely not complete. */
    DETAIL
  }

  /**
   * Stable id: {@code nitro.cose-signature}, or one of {@link CommonCheck}. Published, never
   * reused.
   */
  String id();

  /** The clause it comes from: {@code RFC 9052 §4.4}. */
  String clause();

  Need need();
}
