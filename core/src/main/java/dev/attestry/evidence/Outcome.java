package dev.attestry.evidence;

/** How a check came out. */
public enum Outcome {
  PASSED("passed"),
  FAILED("failed"),
  /** Not made, for want of something; the detail says of what. */
  SKIPPED("skipped"),
  /** Nothing to check here; the detail says why. */
  NOT_APPLICABLE("not-applicable");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** As JSON and people see it. */
  public String label() {
    return label;
  }
}
