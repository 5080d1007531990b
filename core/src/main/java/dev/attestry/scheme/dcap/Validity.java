package dev.attestry.scheme.dcap;

import java.time.Instant;
import java.util.Optional;

/** When signed collateral was issued, until when it is good, and from which evaluation it comes. */
record Validity(Span span, long evaluationDataNumber) {

  static Validity of(Instant issueDate, Instant nextUpdate, long evaluationDataNumber) {
    return new Validity(Span.of(issueDate, Optional.of(nextUpdate)), evaluationDataNumber);
  }

  Instant issueDate() {
    return span.from();
  }

  Instant nextUpdate() {
    return span.until().orElseThrow();
  }
}
