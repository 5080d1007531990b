package dev.attestry.evidence;

/** The answer of a verification. Whether genuine evidence is also acceptable is appraisal's. */
public enum Verdict {
  /** All checks that make the evidence genuine passed. */
  VERIFIED("verified"),
  /** At least one check failed. */
  REFUTED("refuted"),
  /** Nothing failed, but genuineness is not established. */
  INCONCLUSIVE("inconclusive");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** As JSON and people see it. */
  public String label() {
    return label;
  }
}
