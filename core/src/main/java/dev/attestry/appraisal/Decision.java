package dev.attestry.appraisal;

/** What follows from an appraisal. */
public enum Decision {
  ALLOW("allow"),
  ALLOW_WITH_ALERT("allow-with-alert"),
  DENY("deny");

  private final String label;

  Decision(String label) {
    this.label = label;
  }

  /** As JSON and people see it. */
  public String label() {
    return label;
  }
}
