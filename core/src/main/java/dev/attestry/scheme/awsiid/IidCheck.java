package dev.attestry.scheme.awsiid;

import dev.attestry.evidence.Check;

/** What is checked of an instance identity document. */
enum IidCheck implements Check {
  /** The signer is the region's certificate: all regions' have one subject, the serial differs. */
  SIGNER("signer", "EC2 User Guide, instance identity documents; RFC 5652 §5.3"),
  /** The signed attributes are over this document. */
  MESSAGE_DIGEST("message-digest", "RFC 5652 §5.4, §11.2"),
  /** A document that lies beside the signed one is the same. */
  DOCUMENT("document", "EC2 User Guide, instance identity documents");

  private final String id;
  private final String clause;

  IidCheck(String id, String clause) {
    this.id = AwsIid.NAME + "." + id;
    this.clause = clause;
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
    return Need.GENUINENESS;
  }
}
