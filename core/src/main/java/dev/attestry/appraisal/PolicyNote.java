package dev.attestry.appraisal;

/**
 * Something about a policy that a person should know.
 *
 * @param pointer JSON pointer into its canonical form
 * @param message in plain words, with what to do
 */
public record PolicyNote(Severity severity, String pointer, String message) {

  /** How much it matters. */
  public enum Severity {
    /** The policy does not do what a policy is for. */
    ERROR("error"),
    /** It is weaker than it looks. */
    WARNING("warning"),
    /** Worth knowing. */
    INFO("info");

    private final String label;

    Severity(String label) {
      this.label = label;
    }

    /** As JSON and people see it. */
    public String label() {
      return label;
    }
  }
}
