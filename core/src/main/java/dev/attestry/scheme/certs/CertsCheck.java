package dev.attestry.scheme.certs;

import dev.attestry.evidence.Check;

/** The checks of a list that is given beside a chain (RFC 5280 section 6.3). */
enum CertsCheck implements Check {
  CRL_PARSES("crl-parses", "RFC 5280 5.1", Need.FULL),
  CRL_SIGNATURE("crl-signature", "RFC 5280 6.3.3 (f), (g)", Need.FULL),
  CRL_FRESHNESS("crl-freshness", "RFC 5280 6.3.3 (a)", Need.FULL);

  private final String words;
  private final String clause;
  private final Need need;

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
