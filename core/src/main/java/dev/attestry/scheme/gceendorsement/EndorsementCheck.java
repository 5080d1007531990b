package dev.attestry.scheme.gceendorsement;

import dev.attestry.evidence.TableCheck;

/** What is checked of an endorsement beyond the steps that formats share. */
enum EndorsementCheck implements TableCheck {
  /** Every measurement is a SHA-384, the identifiers are UUIDs. */
  MEASUREMENT_LENGTH(
      "measurement-length", "endorsement.proto, VMSevSnp and VMTdx", Need.GENUINENESS),
  /** It says from which source the firmware was built. */
  PROVENANCE("provenance", "gce-tcb-verifier, verify.go: since 2024-08-02", Need.GENUINENESS),
  /** It was made before it is judged. */
  TIMESTAMP("timestamp", "endorsement.proto, VMGoldenMeasurement timestamp", Need.FULL),
  /** The measurement that was asked for is one of those of its technology. */
  MEASUREMENT("measurement", "gce-tcb-verifier, verify.go: SNP", Need.FULL);

  private final Row row;

  EndorsementCheck(String id, String clause, Need need) {
    this.row = new Row(GceEndorsement.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}
