package dev.attestry.scheme.gcecvm;

import dev.attestry.evidence.Check;

/** What is checked of a report and the endorsement of its firmware together. */
enum GceCvmCheck implements Check {
  /** An endorsement came along for the measurement. */
  ENDORSEMENT("endorsement", "gce-tcb-verifier, README", Need.GENUINENESS);

  private final String id;
  private final String clause;
  private final Need need;

  GceCvmCheck(String id, String clause, Need need) {
    this.id = "gce-cvm." + id;
    this.clause = clause;
    this.need = need;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String clause() {
    return clause;
  }

  @Override
  public Need need() {
    return need;
  }
}
