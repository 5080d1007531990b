package dev.attestry.cli;

/** Exit codes of the command; the same meaning everywhere. */
final class Exit {

  /** Verified, clean, every flow as its map requires. */
  static final int GOOD = 0;

  /** Refuted, denied, below, not clean. */
  static final int BAD = 1;

  /** Usage or input: nothing was judged. */
  static final int USAGE = 2;

  /** A gap, or not enough to tell. */
  static final int OPEN = 3;

  private Exit() {}

  /** The worst of two: bad before unreadable before open before good. */
  static int worst(int a, int b) {
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(int code) {
    return switch (code) {
      case GOOD -> 0;
      case OPEN -> 1;
      case USAGE -> 2;
      default -> 3;
    };
  }
}
