package dev.attestry.scheme.hcl;

import dev.attestry.evidence.TableCheck;

/** What is checked of an Azure confidential VM beyond the parts that it is made of. */
enum HclCheck implements TableCheck {
  /** The hash of the runtime data, which name the vTPM's key, is what the hardware reports. */
  RUNTIME_DATA("runtime-data", "Azure CVM guest attestation: report data", Need.GENUINENESS),
  /** The vTPM's attestation key is one RSA key of 2048 bits. */
  AK("attestation-key", "Azure CVM guest attestation: HCLAkPub", Need.GENUINENESS),
  /** An SNP report that the paravisor asked for, and not the guest above it. */
  VMPL("vmpl", "AMD 56860, ATTESTATION_REPORT VMPL", Need.GENUINENESS),
  /** A TDREPORT proves nothing off its machine: a quote of it has to come along. */
  QUOTE_PRESENT("quote-present", "Intel TDX: TDREPORT and quote", Need.GENUINENESS),
  /** The quote carries the REPORTDATA of the TDREPORT. */
  QUOTE_REPORT_DATA("quote-report-data", "Intel TDX: REPORTDATA", Need.GENUINENESS),
  /** The quote is of the TD that the TDREPORT is of. */
  QUOTE_TD("quote-td", "Intel TDX: MRTD", Need.GENUINENESS),
  /** The report is of boot; what is fresh, and what booted, only the vTPM's quote says. */
  TPM_QUOTE("tpm-quote", "Azure CVM guest attestation: vTPM quote", Need.FULL);

  private final Row row;

  HclCheck(String id, String clause, Need need) {
    this.row = new Row(AzureHcl.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
