package dev.attestry.scheme.gcptoken;

import dev.attestry.evidence.TableCheck;

/** What is checked of a token beyond the steps that tokens share. */
enum GcpTokenCheck implements TableCheck {
  /** No key, address or extension in the header that would have to be obeyed. */
  HEADER("header", "RFC 7515 §4.1; RFC 8725 §3.10", Need.GENUINENESS);

  private final Row row;

  GcpTokenCheck(String id, String clause, Need need) {
    this.row = new Row(GcpTokens.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
