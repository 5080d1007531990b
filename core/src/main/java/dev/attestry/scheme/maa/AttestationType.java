package dev.attestry.scheme.maa;

import java.util.Optional;

/** What a token can be about: the values of {@code x-ms-attestation-type}. */
enum AttestationType {
  SGX("sgx"),
  OPEN_ENCLAVE("openenclave"),
  AZURE_VM("azurevm"),
  SEV_SNP_VM("sevsnpvm"),
  TDX_VM("tdxvm"),
  TPM("tpm");

  private final String label;

  AttestationType(String label) {
    this.label = label;
  }

  static Optional<AttestationType> of(String label) {
    for (AttestationType t : values()) {
      if (t.label.equals(label)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  String label() {
    return label;
  }
}
