package dev.attestry.scheme.azureimds;

import dev.attestry.evidence.Check;

/** What is checked of an attested document. */
enum ImdsCheck implements Check {
  ENCODING("encoding", "Azure IMDS, attested data: encoding", Need.GENUINENESS),
  /** The certificate that really signed: chosen by the signer's name for it, not by its place. */
  SIGNER("signer", "RFC 5652 §5.3; Azure IMDS, attested data", Need.GENUINENESS),
  MESSAGE_DIGEST("message-digest", "RFC 5652 §5.4, §11.2", Need.GENUINENESS),
  /** The signer is the metadata service: a DNS name, in the subject alternative name. */
  SUBJECT_NAME("subject-name", "Azure IMDS, attested data: certificate", Need.GENUINENESS),
  DOCUMENT_VALIDITY("document-validity", "Azure IMDS, attested data: timeStamp", Need.FULL);

  private final String id;
  private final String clause;
  private final Need need;

  ImdsCheck(String id, String clause, Need need) {
    this.id = AzureImds.NAME + "." + id;
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
