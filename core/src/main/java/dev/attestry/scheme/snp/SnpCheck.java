package dev.attestry.scheme.snp;

import dev.attestry.evidence.TableCheck;

/** What is checked of an SNP report, in the order of AMD's texts. */
enum SnpCheck implements TableCheck {
  REPORT_LENGTH("report-length", "AMD 56860, ATTESTATION_REPORT: 0x4A0 bytes", Need.GENUINENESS),
  REPORT_VERSION("report-version", "AMD 56860, ATTESTATION_REPORT VERSION", Need.GENUINENESS),
  REPORT_PARSE("report-parse", "AMD 56860, ATTESTATION_REPORT", Need.GENUINENESS),
  RESERVED_ZERO("reserved-zero", "AMD 56860, ATTESTATION_REPORT, reserved", Need.GENUINENESS),
  SIGNATURE_ALGORITHM(
      "signature-algorithm", "AMD 56860, SIGNATURE_ALGO: 1 is ECDSA P-384", Need.GENUINENESS),
  POLICY_BIT_17("policy-bit-17", "AMD 56860, Guest Policy: bit 17 is one", Need.GENUINENESS),
  VMPL("vmpl", "AMD 56860, ATTESTATION_REPORT VMPL: 0 to 3", Need.GENUINENESS),
  SIGNING_KEY("signing-key", "AMD 56860, SIGNING_KEY; AMD 57230, subject", Need.GENUINENESS),
  ENDORSEMENT_PRESENT("endorsement-present", "AMD 57230, VCEK and VLEK", Need.GENUINENESS),
  COLLATERAL_PARSE("collateral-parse", "AMD 57230; RFC 5280", Need.GENUINENESS),
  LEAF_SIGNATURE("leaf-signature", "AMD 57230: ASK or ASVK signs the leaf", Need.GENUINENESS),
  ASK_SIGNATURE("ask-signature", "AMD 57230: ARK signs ASK and ASVK", Need.GENUINENESS),
  CHAIN_FORM("chain-form", "RFC 5280 §6.1.3, §6.1.4", Need.GENUINENESS),
  ARK_PINNED("ark-pinned", "AMD 57230: ARK of the product", Need.GENUINENESS),
  VALIDITY("validity", "RFC 5280 §4.1.2.5", Need.FULL),
  CRL_SIGNATURE("crl-signature", "AMD 57230, CRL; RFC 5280 §6.3.3 (f, g)", Need.FULL),
  CRL_FRESH("crl-fresh", "RFC 5280 §5.1.2.5", Need.FULL),
  NOT_REVOKED("not-revoked", "RFC 5280 §6.3.3 (j)", Need.FULL),
  REPORT_SIGNATURE(
      "report-signature", "AMD 56860, SIGNATURE over 0x000 to 0x29F", Need.GENUINENESS),
  TCB_MATCHES("tcb-matches-certificate", "AMD 57230, SPLs; REPORTED_TCB", Need.GENUINENESS),
  PRODUCT("product", "AMD 57230, productName; AMD 56860, CPUID_*", Need.GENUINENESS),
  CHIP_ID("chip-id", "AMD 57230, hwID; AMD 56860, CHIP_ID", Need.GENUINENESS),
  REPORT_DATA("report-data", "AMD 56860, REPORT_DATA", Need.FULL);

  private final Row row;

  SnpCheck(String name, String clause, Need need) {
    this.row = new Row("sev-snp." + name, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
