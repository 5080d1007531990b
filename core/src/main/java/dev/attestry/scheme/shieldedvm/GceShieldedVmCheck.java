package dev.attestry.scheme.shieldedvm;

import dev.attestry.evidence.TableCheck;

/** What is checked of identity, quote and log entry together. */
enum GceShieldedVmCheck implements TableCheck {
  /** The quote is by a signing key of the identity. */
  ATTESTATION_KEY(
      "attestation-key", "Compute Engine API, getShieldedInstanceIdentity", Need.GENUINENESS),
  /** The entry of the integrity log is one, and does not contradict itself. */
  INTEGRITY_ENTRY(
      "integrity-entry", "Compute Engine, Monitor integrity: integrity events", Need.DETAIL),
  /** It is about the instance that the identity's certificates name. */
  INTEGRITY_INSTANCE(
      "integrity-instance", "Cloud Logging, LogEntry: resource.labels.instance_id", Need.DETAIL);

  private final Row row;

  GceShieldedVmCheck(String id, String clause, Need need) {
    this.row = new Row("gce-shielded-vm." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
