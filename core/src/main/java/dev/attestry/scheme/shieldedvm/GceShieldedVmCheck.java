package dev.attestry.scheme.shieldedvm;

import dev.attestry.evidence.TableCheck;

/** What is checked of identity and quote together. */
enum GceShieldedVmCheck implements TableCheck {
  /** The quote is by a signing key of the identity. */
  ATTESTATION_KEY(
      "attestation-key", "Compute Engine API, getShieldedInstanceIdentity", Need.GENUINENESS);

  private final Row row;

  GceShieldedVmCheck(String id, String clause, Need need) {
    this.row = new Row("gce-shielded-vm." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
