package dev.attestry.scheme.gcecvm;

import dev.attestry.evidence.TableCheck;

/** What is checked of a report and the endorsement of its firmware together. */
enum GceCvmCheck implements TableCheck {
  /** An endorsement came along for the measurement. */
  ENDORSEMENT("endorsement", "gce-tcb-verifier, README", Need.GENUINENESS);

  private final Row row;

  GceCvmCheck(String id, String clause, Need need) {
    this.row = new Row("gce-cvm." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
