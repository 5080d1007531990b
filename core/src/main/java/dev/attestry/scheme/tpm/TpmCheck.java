package dev.attestry.scheme.tpm;

import dev.attestry.evidence.TableCheck;

/** What is checked of a TPM quote beyond what all formats share, in this order. */
enum TpmCheck implements TableCheck {
  /** The TPM made it: a restricted key signs nothing external that begins so. */
  MAGIC("magic", "TPM 2.0 part 2 §10.12.12", Need.GENUINENESS),
  /** The AK's certificates are signed by one another and may be. */
  AK_CHAIN("ak-chain", "RFC 5280 §6.1", Need.GENUINENESS),
  AK_VALIDITY("ak-validity", "RFC 5280 §6.1.3 (a)(2)", Need.FULL),
  /** Every CRL that was given is complete, of a CA of the chain, and good at that time. */
  AK_CRL("ak-crl", "RFC 5280 §6.3.3 (a), (b), (f), (g)", Need.FULL),
  /** None of the AK's certificates is revoked. */
  AK_REVOCATION("ak-revocation", "RFC 5280 §6.3.3 (j)", Need.FULL),
  /** Something that is trusted vouches for the AK; the finding says which kind of thing. */
  AK_PROVENANCE("ak-provenance", "RFC 9334 §7.4", Need.GENUINENESS),
  /** Every form in which the AK was given is the same key. */
  AK_CONSISTENT("ak-consistent", "TPM 2.0 part 1 §16", Need.DETAIL),
  /** Restricted, signing, bound to its TPM, not for decryption. */
  AK_ATTRIBUTES("ak-attributes", "TPM 2.0 part 2 §8.3", Need.DETAIL),
  SIGNATURE("signature", "TPM 2.0 part 3 TPM2_Quote", Need.GENUINENESS),
  /** Known banks, once each, 24 registers, at least one selected. */
  PCR_SELECTION("pcr-selection", "TPM 2.0 part 2 §10.6.2", Need.DETAIL),
  PCR_DIGEST("pcr-digest", "TPM 2.0 part 2 §10.12.1", Need.FULL),
  /** Values that no quote covers are not used. */
  PCR_VALUES("pcr-values", "TPM 2.0 part 2 §10.12.1", Need.DETAIL),
  /** Clock and counters did not go back since they were last seen. */
  CLOCK("clock", "TPM 2.0 part 2 §10.11.1", Need.DETAIL),
  /** A NitroTPM document that came with the quote agrees with it. */
  NITRO_DOCUMENT("nitro-document", "EC2 User Guide, NitroTPM attestation document", Need.DETAIL),
  /** The hardware report that binds the AK of an Azure confidential VM. */
  HCL_REPORT("hcl-report", "Azure confidential VM guest attestation", Need.DETAIL),
  /** The quote covers registers that an event log can be replayed to. */
  EVENTLOG_COVERED("eventlog-covered", "PC Client PFP 1.06 §3.2.2", Need.FULL),
  /** The quote covers the register that an IMA list can be replayed to. */
  IMA_COVERED("ima-covered", "Linux ima_queue.c", Need.FULL);

  private final Row row;

  TpmCheck(String id, String clause, Need need) {
    this.row = new Row("tpm2-quote." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
