package dev.attestry.collateral;

/**
 * Why a document of a bundle is not taken, in words of ours.
 *
 * @param next what to do about it
 */
public record Refusal(String problem, String expected, String found, String next) {

  /** What is thrown for it where it is noticed. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(String problem, String expected, String found, String next) {
      super(problem);
      this.refusal = new Refusal(problem, expected, found, next);
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
