package dev.attestry.scheme.nitro;

/** The two kinds of AWS attestation document. One PKI signs both: never take one for the other. */
enum DocumentKind {
  ENCLAVE("a Nitro Enclaves document", "pcrs", "-enc"),
  TPM("a NitroTPM document", "nitrotpm_pcrs", "-tpm");

  private final String words;
  private final String pcrsKey;
  private final String moduleMark;

  DocumentKind(String words, String pcrsKey, String moduleMark) {
    this.words = words;
    this.pcrsKey = pcrsKey;
    this.moduleMark = moduleMark;
  }

  String words() {
    return words;
  }

  /** Name of the PCR map in the payload, which is what tells the kinds apart. */
  String pcrsKey() {
    return pcrsKey;
  }

  /** What stands between instance id and module number in a {@code module_id} of this kind. */
  String moduleMark() {
    return moduleMark;
  }
}
