package dev.attestry.evidence;

/** Who stands behind evidence; it caps what a result may claim (appraisal holds the ceilings). */
public enum EvidenceClass {
  /** CPU-rooted TEE: SEV-SNP, TDX, SGX. */
  H1("H1", "CPU-rooted TEE"),
  /** TEE with a paravisor's vTPM: Azure confidential VM. */
  H1V("H1v", "TEE and paravisor vTPM"),
  /** Provider-rooted: Nitro Enclaves, NitroTPM. */
  H2("H2", "provider-rooted hardware"),
  /** Provider vTPM: Trusted Launch, Shielded VM. */
  H3("H3", "provider vTPM"),
  /** Provider verdict token: MAA, Google Cloud Attestation. */
  P1("P1", "provider verdict token"),
  /** Provider assertion: configuration read from an API. */
  A1("A1", "provider assertion"),
  /** A third party's attestation. */
  T1("T1", "third party");

  private final String label;
  private final String words;

  EvidenceClass(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** As tables and JSON show it: {@code H1v}. */
  public String label() {
    return label;
  }

  /** In words, for people. */
  public String words() {
    return words;
  }
}
