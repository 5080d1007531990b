package dev.attestry.scheme.azurecvm;

import dev.attestry.evidence.TableCheck;

/** What is checked of report, quote and token together. */
enum AzureCvmCheck implements TableCheck {
  /** The token names the attestation key that the hardware report vouches for. */
  TOKEN_KEY("token-key", "Azure CVM guest attestation: HCLAkPub", Need.GENUINENESS),
  /** The token is about the paravisor that the hardware report measured. */
  TOKEN_MEASUREMENT(
      "token-measurement", "Azure Attestation: x-ms-sevsnpvm-launchmeasurement", Need.GENUINENESS);

  private final Row row;

  AzureCvmCheck(String id, String clause, Need need) {
    this.row = new Row("azure-cvm." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
