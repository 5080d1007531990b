package dev.attestry.scheme.shieldedid;

import dev.attestry.evidence.TableCheck;

/** What is checked of an identity beyond the steps that formats share. */
enum ShieldedIdentityCheck implements TableCheck {
  /** Public key and certificate are of one key. */
  KEY_BINDING("key-binding", "Compute Engine API, getShieldedInstanceIdentity", Need.GENUINENESS),
  /** A signing key may sign and an encryption key may not: the AK is not the EK. */
  KEY_USAGE("key-usage", "RFC 5280 §4.2.1.3", Need.GENUINENESS),
  /** If any certificate names an instance, all name it, as of production. */
  INSTANCE("instance", "go-tpm-tools, 1.3.6.1.4.1.11129.2.1.21", Need.GENUINENESS);

  private final Row row;

  ShieldedIdentityCheck(String id, String clause, Need need) {
    this.row = new Row(ShieldedVmIdentity.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
