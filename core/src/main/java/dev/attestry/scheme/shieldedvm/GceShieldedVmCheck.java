package dev.attestry.scheme.shieldedvm;

import dev.attestry.evidence.Check;

/** What is checked of identity and quote together. */
enum GceShieldedVmCheck implements Check {
  /** The quote is by a signing key of the identity. */
  ATTESTATION_KEY(
      "attestation-key", "Compute Engine API, getShieldedInstanceIdentity", Need.GENUINENESS);

  private final String id;
  private final String clause;
  private final Need need;

  GceShieldedVmCheck(String id, String clause, Need need) {
    this.id = "gce-shielded-vm." + id;
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
