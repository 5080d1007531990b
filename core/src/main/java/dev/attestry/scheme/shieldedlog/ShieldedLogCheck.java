package dev.attestry.scheme.shieldedlog;

import dev.attestry.evidence.TableCheck;

/** What is checked of an entry beyond the steps that formats share. */
enum ShieldedLogCheck implements TableCheck {
  /** The verdict that it states is the one that its own measurements give. */
  CONSISTENT("consistent", "Compute Engine, Monitor integrity: integrity events", Need.DETAIL);

  private final Row row;

  ShieldedLogCheck(String id, String clause, Need need) {
    this.row = new Row(ShieldedVmLog.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
