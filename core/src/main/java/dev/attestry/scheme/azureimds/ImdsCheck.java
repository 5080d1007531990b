package dev.attestry.scheme.azureimds;

import dev.attestry.evidence.TableCheck;

/** What is checked of an attested document. */
enum ImdsCheck implements TableCheck {
  ENCODING("encoding", "Azure IMDS, attested data: encoding", Need.GENUINENESS),
  /** The certificate that really signed: chosen by the signer's name for it, not by its place. */
  SIGNER("signer", "RFC 5652 §5.3; Azure IMDS, attested data", Need.GENUINENESS),
  MESSAGE_DIGEST("message-digest", "RFC 5652 §5.4, §11.2", Need.GENUINENESS),
  /** The signer is the metadata service: a DNS name, in the subject alternative name. */
  SUBJECT_NAME("subject-name", "Azure IMDS, attested data: certificate", Need.GENUINENESS),
  DOCUMENT_VALIDITY("document-validity", "Azure IMDS, attested data: timeStamp", Need.FULL);

  private final Row row;

  ImdsCheck(String id, String clause, Need need) {
    this.row = new Row(AzureImds.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
