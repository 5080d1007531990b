package dev.attestry.scheme.shieldedlog;

import dev.attestry.evidence.Check;

/** What is checked of an entry beyond the steps that formats share. */
enum ShieldedLogCheck implements Check {
  /** The verdict that it states is the one that its own measurements give. */
  CONSISTENT("consistent", "Compute Engine, Monitor integrity: integrity events", Need.DETAIL);

  private final String id;
  private final String clause;
  private final Need need;

  ShieldedLogCheck(String id, String clause, Need need) {
    this.id = ShieldedVmLog.NAME + "." + id;
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
