package dev.attestry.scheme.dcap;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.Findings;
import java.time.Instant;
import java.util.Optional;

/** Whether the time of judgement lies within a span, each piece of collateral for itself. */
final class Dates {

  private Dates() {}

  static void judge(
      Findings findings,
      Check check,
      Instant from,
      Optional<Instant> until,
      Optional<Instant> time) {
    if (time.isEmpty()) {
      findings.skip(check, "no time of judgement was given");
      return;
    }
    Instant at = time.get();
    String span =
        "fresh from " + from + " to " + until.map(Instant::toString).orElse("an unstated time");
    findings.require(
        check,
        !at.isBefore(from) && until.filter(u -> !at.isAfter(u)).isPresent(),
        span,
        span + ", judged at " + at);
  }
}
