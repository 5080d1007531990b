package dev.attestry.evidence;

/** How much a verification must be given. */
public enum Profile {
  /** What was not supplied is skipped, and the answer says that it is not complete. */
  AS_GIVEN,
  /** Nonce, revocation and collateral are required: without them the answer is inconclusive. */
  FULL
}
