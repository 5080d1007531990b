package dev.attestry.scheme.nitro;

import dev.attestry.evidence.Check;

/**
 * The checks of an enclave document beyond those that all formats share, in AWS's order: syntax,
 * path, signature; then what a verifier needs beyond AWS's text.
 */
enum NitroCheck implements Check {
  COSE_HEADERS("cose-headers", "RFC 9052 3.1; AWS Nitro attestation process 3.1"),
  CERTIFICATE_PROFILE("certificate-profile", "AWS Nitro attestation process 3.2.3"),
  COSE_SIGNATURE("cose-signature", "RFC 9052 4.4; AWS Nitro attestation process 3.2.4"),
  TIMESTAMP("timestamp", "AWS Nitro attestation process 3.2.2.1", Need.FULL);

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
