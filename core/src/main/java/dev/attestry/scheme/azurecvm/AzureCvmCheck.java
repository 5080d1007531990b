package dev.attestry.scheme.azurecvm;

import dev.attestry.evidence.Check;

/** What is checked of report, quote and token together. */
enum AzureCvmCheck implements Check {
  /** The token names the attestation key that the hardware report vouches for. */
  TOKEN_KEY("token-key", "Azure CVM guest attestation: HCLAkPub", Need.GENUINENESS),
  /** The token is about the paravisor that the hardware report measured. */
  TOKEN_MEASUREMENT(
      "token-measurement", "Azure Attestation: x-ms-sevsnpvm-launchmeasurement", Need.GENUINENESS);

  private final String id;
  private final String clause;
  private final Need need;

  AzureCvmCheck(String id, String clause, Need need) {
    this.id = "azure-cvm." + id;
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
