package dev.attestry.cli;

import dev.attestry.chain.ChainView;
import dev.attestry.chain.Located;
import dev.attestry.chain.PolicyContent.ObjectType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's clock, unless it is plainly wrong: a battery that died gives 1970. */
final class ClockCheck {

  /** No release of ours is older. */
  private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2099-01-01T00:00:00Z");

  /** How far another writer's clock may be ahead of ours. */
  private static final Duration SKEW = Duration.ofMinutes(5);

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

  /** Refuses a clock that is behind what stands in the log: one of the two is wrong. */
  static void notBefore(ChainView log, Instant now) throws UserError {
    Optional<Located> newest =
        Stream.concat(
                log.newest().values().stream(),
                Stream.of(ObjectType.values()).flatMap(t -> log.inForce(t).values().stream()))
            .max(Comparator.comparing(Located::written));
    if (newest.filter(l -> l.written().isAfter(now.plus(SKEW))).isPresent()) {
      throw new UserError(
          "this machine's clock says "
              + now
              + ", but the log has entries of "
              + newest.get().written()
              + " (commit "
              + newest.get().commit()
              + ")",
          "set the clock; if it is right, that writer's was ahead: go on with --clock-is-right.");
    }
  }
}
