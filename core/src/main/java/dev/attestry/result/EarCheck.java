package dev.attestry.result;

import dev.attestry.evidence.TableCheck;

/** What is checked of an EAR. */
enum EarCheck implements TableCheck {
  PARSE("ear.parse", "RFC 7515 §7.1, RFC 9052 §4.2", Need.GENUINENESS),
  ALGORITHM("ear.algorithm", "RFC 7515 §4.1.1", Need.GENUINENESS),
  CRITICAL("ear.critical-header", "RFC 7515 §4.1.11", Need.GENUINENESS),
  SIGNATURE("ear.signature", "RFC 7515 §5.2, RFC 9052 §4.4", Need.GENUINENESS),
  PROFILE("ear.profile", "draft-ietf-rats-ear-04 §3.1, eat_profile", Need.GENUINENESS),
  ISSUED_AT("ear.issued-at", "RFC 9711 §4.3.1", Need.GENUINENESS),
  EXPIRY("ear.expiry", "RFC 7519 §4.1.4", Need.GENUINENESS),
  VERIFIER_ID("ear.verifier-id", "draft-ietf-rats-ear-04 §3.1, ear_verifier_id", Need.GENUINENESS),
  SUBMODS("ear.submods", "draft-ietf-rats-ear-04 §3.1, submods", Need.GENUINENESS),
  STATUS("ear.status", "draft-ietf-rats-ear-04 §3.2, ear_status", Need.GENUINENESS),
  VECTOR("ear.trustworthiness-vector", "draft-ietf-rats-ar4si §2.3", Need.GENUINENESS),
  STATUS_OF_VECTOR("ear.status-of-vector", "draft-ietf-rats-ear-04 §3.2", Need.GENUINENESS),
  OVERALL_STATUS("ear.overall-status", "draft-ietf-rats-ear-04 §3.1, ear_status", Need.GENUINENESS),
  RAW_EVIDENCE("ear.raw-evidence", "draft-ietf-rats-ear-04 §3.1", Need.GENUINENESS),
  CLAIMS("ear.claims", "draft-ietf-rats-ear-04 §3", Need.GENUINENESS);

  private final Row row;

  EarCheck(String id, String clause, Need need) {
    this.row = new Row(id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
