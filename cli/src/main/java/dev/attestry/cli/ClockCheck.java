package dev.attestry.cli;

import java.time.Instant;

/** The machine's clock, unless it is plainly wrong: a battery that died gives 1970. */
final class ClockCheck {

  /** No release of ours is older. */
  private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2099-01-01T00:00:00Z");

  private ClockCheck() {}

  static Instant now(Terminal terminal) throws UserError {
    Instant now = terminal.clock().instant();
    if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
      throw new UserError(
          "this machine's clock says " + now + ", which cannot be",
          "set the clock; to judge evidence on its own, give the time with --at.");
    }
    return now;
  }
}
