package dev.attestry.scheme.gcptoken;

import dev.attestry.evidence.Check;

/** What is checked of a token beyond the steps that tokens share. */
enum GcpTokenCheck implements Check {
  /** No key, address or extension in the header that would have to be obeyed. */
  HEADER("header", "RFC 7515 §4.1; RFC 8725 §3.10", Need.GENUINENESS);

  private final String id;
  private final String clause;
  private final Need need;

  GcpTokenCheck(String id, String clause, Need need) {
    this.id = GcpTokens.NAME + "." + id;
    this.clause = clause;
    this.need = need;
  }

  @Override
  public String id() {
    return id;
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
