package dev.attestry.result;

import java.util.Optional;

/** The claims of the trustworthiness vector (AR4SI section 2.3.4), in the order of their keys. */
public enum TrustClaim {
  INSTANCE_IDENTITY("instance-identity", 0),
  CONFIGURATION("configuration", 1),
  EXECUTABLES("executables", 2),
  FILE_SYSTEM("file-system", 3),
  HARDWARE("hardware", 4),
  RUNTIME_OPAQUE("runtime-opaque", 5),
  STORAGE_OPAQUE("storage-opaque", 6),
  SOURCED_DATA("sourced-data", 7);

  /** Provider-asserted and as expected, but not attested. */
  public static final int PROVIDER_ASSERTED = -33;

  /** A third party's attestation, capped. */
  public static final int THIRD_PARTY = -34;

  /** Accepted only by an open grace window. */
  public static final int IN_GRACE = -35;

  /** Stale, inside the tolerated time. */
  public static final int STALE = -36;

  /** Differs from a reference value that only warns; for claims without a standard warning. */
  public static final int WARN_ONLY = -37;

  /** Unacceptable. */
  public static final int CONTRAINDICATED = 96;

  /** Cryptographic validation of the evidence failed. */
  public static final int NOT_GENUINE = 99;

  private final String label;
  private final int key;

  TrustClaim(String label, int key) {
    this.label = label;
    this.key = key;
  }

  /** As JSON writes it. */
  public String label() {
    return label;
  }

  /** As CBOR writes it. */
  int key() {
    return key;
  }

  /** The claim with this name. */
  public static Optional<TrustClaim> ofLabel(String label) {
    for (TrustClaim c : values()) {
      if (c.label.equals(label)) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }
}
