package dev.attestry.scheme.dcap;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.Findings;
import java.time.Instant;
import java.util.Optional;

/**
 * From when until when a piece of collateral is good, both included; one that never says until when
 * is not good.
 *
 * @param text for findings: collateral is kept, and writing times out takes longer than judging
 */
record Span(Instant from, Optional<Instant> until, String text) {

  static Span of(Instant from, Optional<Instant> until) {
    String end = until.map(Instant::toString).orElse("an unstated time");
    return new Span(from, until, "fresh from " + from + " to " + end);
  }

  boolean contains(Instant at) {
    return !at.isBefore(from) && until.filter(u -> !at.isAfter(u)).isPresent();
  }

  /** Whether the time of judgement lies within, each piece of collateral for itself. */
  void judge(Findings findings, Check check, Optional<Instant> time) {
    if (time.isEmpty()) {
      findings.skip(check, "no time of judgement was given");
      return;
    }
    Instant at = time.get();
    findings.require(check, contains(at), text, () -> text + ", judged at " + at);
  }
}
