package dev.attestry.scheme.snp;

import dev.attestry.codec.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * An attestation report, decoded (AMD 56860, table ATTESTATION_REPORT); names are the table's.
 *
 * @param reservedSet names of the reserved ranges that are not zero
 * @param signed the bytes that the signature covers, 0x000 to 0x29F
 * @param r of the signature, big-endian, all 72 bytes of the field
 * @param s of the signature, likewise
 */
record SnpReport(
    int version,
    long guestSvn,
    GuestPolicy policy,
    Bytes familyId,
    Bytes imageId,
    long vmpl,
    long signatureAlgo,
    PlatformInfo platformInfo,
    KeyFlags keyFlags,
    Bytes reportData,
    Bytes measurement,
    Bytes hostData,
    Bytes idKeyDigest,
    Bytes authorKeyDigest,
    Bytes reportId,
    Bytes reportIdMa,
    Optional<Cpuid> cpuid,
    Bytes chipId,
    Tcbs tcb,
    Firmware current,
    Firmware committed,
    Optional<MitigationVectors> mitigations,
    List<String> reservedSet,
    Bytes signed,
    Bytes r,
    Bytes s) {

  SnpReport {
    reservedSet = List.copyOf(reservedSet);
  }

  /** CPUID family and model (both combined) and stepping; in reports since version 3. */
  record Cpuid(int family, int model, int stepping) {}

  /** The four TCB versions of a report. */
  record Tcbs(TcbVersion current, TcbVersion reported, TcbVersion committed, TcbVersion launch) {}

  /** Version of the SEV firmware. */
  record Firmware(int major, int minor, int build) {
    String dotted() {
      return major + "." + minor + "." + build;
    }
  }

  /** LAUNCH_MIT_VECTOR and CURRENT_MIT_VECTOR; in reports since version 5. */
  record MitigationVectors(long launch, long current) {}

  /** The word at 0x048. */
  record KeyFlags(long raw) {
    boolean authorKeyEn() {
      return (raw & 1) != 0;
    }

    boolean maskChipKey() {
      return (raw & 2) != 0;
    }

    int signingKeyBits() {
      return (int) (raw >> 2) & 7;
    }

    Optional<SigningKey> signingKey() {
      return SigningKey.of(signingKeyBits());
    }
  }

  /** The product that CPUID names; version 2 does not say. */
  Optional<Product> product() {
    return cpuid.flatMap(c -> Product.ofCpuid(c.family(), c.model()));
  }
}
