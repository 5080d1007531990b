package dev.attestry.evidence;

/** Who stands behind evidence; it caps what a result may claim (appraisal holds the ceilings). */
public enum EvidenceClass {
  /** CPU-rooted TEE: SEV-SNP, TDX, SGX. */
  H1(
      "H1",
      "CPU-rooted TEE",
      "a genuine processor measured this and signed it; not who holds the machine, nor what has run"
          + " since it was measured"),
  /** TEE with a paravisor's vTPM: Azure confidential VM. */
  H1V(
      "H1v",
      "TEE and paravisor vTPM",
      "a genuine processor measured the paravisor; of the guest no more than the paravisor's vTPM"
          + " was told while it booted"),
  /** Provider-rooted: Nitro Enclaves, NitroTPM. */
  H2(
      "H2",
      "provider-rooted hardware",
      "the provider's own hardware measured this and signed it; nothing against the provider"),
  /** Provider vTPM: Trusted Launch, Shielded VM. */
  H3(
      "H3",
      "provider vTPM",
      "what a TPM was told while it booted; a virtual one is as good as the host that runs it"),
  /** Provider verdict token: MAA, Google Cloud Attestation. */
  P1(
      "P1",
      "provider verdict token",
      "the provider's signed word about a machine; not the evidence behind it, which is not here"),
  /** Provider assertion: configuration read from an API. */
  A1(
      "A1",
      "provider assertion",
      "somebody's word about configuration, values or keys; no machine measured anything for it"),
  /** A third party's attestation. */
  T1("T1", "third party", "a third party's word, as good as that party");

  private final String label;
  private final String words;
  private final String limits;

  EvidenceClass(String label, String words, String limits) {
    this.label = label;
    this.words = words;
    this.limits = limits;
  }

  /** As tables and JSON show it: {@code H1v}. */
  public String label() {
    return label;
  }

  /** In words, for people. */
  public String words() {
    return words;
  }

  /** What evidence of the class can say at its best, and what it cannot. */
  public String limits() {
    return limits;
  }
}
