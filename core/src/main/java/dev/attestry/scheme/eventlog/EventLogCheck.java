package dev.attestry.scheme.eventlog;

import dev.attestry.evidence.TableCheck;

/** What is checked of a measured-boot log. */
enum EventLogCheck implements TableCheck {
  /** The PCR values are the ones that the quote beside the log digests. */
  PCR_DIGEST("pcr-digest", "TPM 2.0 part 3 TPM2_Quote", Need.DETAIL),
  /** Extending the log's digests gives the register values. */
  REPLAY("replay", "PC Client PFP 1.06 §3.2.2", Need.GENUINENESS),
  /** Events whose data is what is measured hold what was measured. */
  EVENT_DATA("event-data", "PC Client PFP 1.06 §10.4.1", Need.DETAIL);

  private final Row row;

  EventLogCheck(String id, String clause, Need need) {
    this.row = new Row("tcg-eventlog." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
