package dev.attestry.appraisal;

/** How a rule came out. */
public enum RuleOutcome {
  PASSED("passed"),
  /** Differs, but the policy only warns. */
  WARNED("warned"),
  FAILED("failed"),
  /** The policy names no reference value for what it must name: never passes. */
  UNNAMED("no-reference-value");

  private final String label;

  RuleOutcome(String label) {
    this.label = label;
  }

  /** As JSON and people see it. */
  public String label() {
    return label;
  }
}
