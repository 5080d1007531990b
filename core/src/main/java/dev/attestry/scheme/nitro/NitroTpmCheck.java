package dev.attestry.scheme.nitro;

import dev.attestry.evidence.Check;
import java.util.EnumMap;
import java.util.Map;

/**
 * The checks of a NitroTPM document: those of an enclave document under ids of their own (EC2 User
 * Guide, "Validate a NitroTPM Attestation Document", refers to the same process).
 */
enum NitroTpmCheck implements Check {
  COSE_HEADERS(NitroCheck.COSE_HEADERS),
  CERTIFICATE_PROFILE(NitroCheck.CERTIFICATE_PROFILE),
  COSE_SIGNATURE(NitroCheck.COSE_SIGNATURE),
  TIMESTAMP(NitroCheck.TIMESTAMP);

  private static final Map<NitroCheck, NitroTpmCheck> BY_COUNTERPART =
      new EnumMap<>(NitroCheck.class);

  static {
    for (NitroTpmCheck c : values()) {
      BY_COUNTERPART.put(c.counterpart, c);
    }
  }

  private final NitroCheck counterpart;

  NitroTpmCheck(NitroCheck counterpart) {
    this.counterpart = counterpart;
  }

  static Check of(NitroCheck check) {
    NitroTpmCheck c = BY_COUNTERPART.get(check);
    if (c == null) {
      throw new IllegalStateException(check + " has no counterpart for NitroTPM");
    }
    return c;
  }

  @Override
  public String id() {
    return NitroTpm.NAME + "." + counterpart.words();
  }

  @Override
  public String clause() {
    return "EC2 User Guide, NitroTPM attestation document; " + counterpart.clause();
  }

  @Override
  public Need need() {
    return counterpart.need();
  }
}
