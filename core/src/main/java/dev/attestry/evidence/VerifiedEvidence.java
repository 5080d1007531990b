package dev.attestry.evidence;

import java.util.Optional;

/** Proof that evidence was verified: it can only be had from a verification that says so. */
public final class VerifiedEvidence {

  private final Verification verification;

  private VerifiedEvidence(Verification verification) {
    this.verification = verification;
  }

  /** The proof, if the verdict is {@link Verdict#VERIFIED}. */
  public static Optional<VerifiedEvidence> of(Verification verification) {
    return verification.verdict() == Verdict.VERIFIED
        ? Optional.of(new VerifiedEvidence(verification))
        : Optional.empty();
  }

  public Verification verification() {
    return verification;
  }

  public Claims claims() {
    return verification.claims();
  }
}
