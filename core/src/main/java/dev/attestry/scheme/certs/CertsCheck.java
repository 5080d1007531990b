package dev.attestry.scheme.certs;

import dev.attestry.evidence.Check;

/** The checks of a chain: RFC 5280 section 6.1, then section 6.3 where a list is given. */
enum CertsCheck implements Check {
  CHAIN_PARSES("chain-parses", "RFC 7468 5; RFC 5280 4.1"),
  CERTIFICATE_CHAIN("certificate-chain", "RFC 5280 6.1.3 (a)"),
  CERTIFICATE_CONSTRAINTS("certificate-constraints", "RFC 5280 6.1.4"),
  CERTIFICATE_VALIDITY("certificate-validity", "RFC 5280 6.1.3 (a) (2)", Need.FULL),
  TRUSTED_ROOT("trusted-root", "RFC 5280 6.1.1 (d)"),
  CRL_PARSES("crl-parses", "RFC 5280 5.1", Need.FULL),
  CRL_SIGNATURE("crl-signature", "RFC 5280 6.3.3 (f), (g)", Need.FULL),
  CRL_FRESHNESS("crl-freshness", "RFC 5280 6.3.3 (a)", Need.FULL),
  CERTIFICATE_REVOCATION("certificate-revocation", "RFC 5280 6.3.3 (j)", Need.FULL);

  private final String words;
  private final String clause;
  private final Need need;

  CertsCheck(String words, String clause) {
    this(words, clause, Need.GENUINENESS);
  }

  CertsCheck(String words, String clause, Need need) {
    this.words = words;
    this.clause = clause;
    this.need = need;
  }

  @Override
  public String id() {
    return Certs.NAME + "." + words;
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
