package dev.attestry.cli;

/** Something only the user can put right: one line on what is wrong, one on what to do. */
final class UserError extends Exception {

  private static final long serialVersionUID = 1L;

  private final String next;
  private final int exit;

  UserError(String message, String next) {
    this(message, next, Exit.USAGE);
  }

  UserError(String message, String next, int exit) {
    super(message);
    this.next = next;
    this.exit = exit;
  }

  String next() {
    return next;
  }

  int exit() {
    return exit;
  }
}
