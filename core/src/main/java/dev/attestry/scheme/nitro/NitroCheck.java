package dev.attestry.scheme.nitro;

import dev.attestry.evidence.Check;

/**
 * The checks of an enclave document, in AWS's order: syntax, path, signature; then what a verifier
 * needs beyond AWS's text.
 */
enum NitroCheck implements Check {
  DOCUMENT_PARSES("document-parses", "AWS Nitro attestation process 3.2.2.1; RFC 9052 4.2"),
  DOCUMENT_KIND("document-kind", "AWS Nitro attestation process 3.1"),
  COSE_HEADERS("cose-headers", "RFC 9052 3.1; AWS Nitro attestation process 3.1"),
  CERTIFICATES_PARSE("certificates-parse", "RFC 5280 4.1"),
  CERTIFICATE_CHAIN("certificate-chain", "AWS Nitro attestation process 3.2.3; RFC 5280 6.1.3 (a)"),
  CERTIFICATE_CONSTRAINTS(
      "certificate-constraints", "AWS Nitro attestation process 3.2.3.2; RFC 5280 6.1.4"),
  CERTIFICATE_PROFILE("certificate-profile", "AWS Nitro attestation process 3.2.3"),
  CERTIFICATE_VALIDITY(
      "certificate-validity", "AWS Nitro attestation process 3.2.3.1; RFC 5280 6.1.3", Need.FULL),
  TRUSTED_ROOT("trusted-root", "AWS Nitro attestation process 3.2.3"),
  CERTIFICATE_REVOCATION(
      "certificate-revocation", "AWS Nitro attestation process 3.2.3", Need.FULL),
  COSE_SIGNATURE("cose-signature", "RFC 9052 4.4; AWS Nitro attestation process 3.2.4"),
  TIMESTAMP("timestamp", "AWS Nitro attestation process 3.2.2.1", Need.FULL),
  NONCE("nonce", "RFC 9334 10.2", Need.FULL);

  private final String words;
  private final String clause;
  private final Need need;

  NitroCheck(String words, String clause) {
    this(words, clause, Need.GENUINENESS);
  }

  NitroCheck(String words, String clause, Need need) {
    this.words = words;
    this.clause = clause;
    this.need = need;
  }

  /** The id without the scheme's name. */
  String words() {
    return words;
  }

  @Override
  public String id() {
    return Nitro.NAME + "." + words;
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
