package dev.attestry.examples.clouds;

/** What was waited for did not come. */
final class TooLate extends Exception {

  private static final long serialVersionUID = 1L;

  TooLate(String message) {
    super(message);
  }
}
