package dev.attestry.cases;

import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;

/** One piece of evidence, the scheme that its case file names, and everything to judge it with. */
public record Case(Scheme scheme, Evidence evidence, VerificationInput input) {

  /** Judges it. */
  public Verification verify() {
    return scheme.verify(evidence, input);
  }
}
