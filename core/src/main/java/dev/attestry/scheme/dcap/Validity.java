package dev.attestry.scheme.dcap;

import java.time.Instant;

/** When signed collateral was issued, until when it is good, and from which evaluation it comes. */
record Validity(Instant issueDate, Instant nextUpdate, long evaluationDataNumber) {

  boolean contains(Instant at) {
    return !at.isBefore(issueDate) && !at.isAfter(nextUpdate);
  }
}
