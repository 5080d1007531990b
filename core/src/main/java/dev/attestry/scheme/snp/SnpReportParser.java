package dev.attestry.scheme.snp;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an attestation report (AMD 56860, table ATTESTATION_REPORT). Little-endian throughout. */
final class SnpReportParser {

  static final int LENGTH = 0x4a0;
  static final int SIGNED_LENGTH = 0x2a0;

  private static final String STRUCTURE = "SNP attestation report";
  private static final int OLDEST_VERSION = 2;
  private static final int NEWEST_VERSION = 5;
  private static final int COMPONENT_LENGTH = 72;

  private final ByteReader in;
  private final int version;
  private final List<String> reservedSet = new ArrayList<>();

  private SnpReportParser(ByteReader in, int version) {
    this.in = in;
    this.version = version;
  }

  static SnpReport parse(Bytes raw) throws MalformedInput {
    if (raw.length() != LENGTH) {
      throw new MalformedInput(
          STRUCTURE, raw.length(), LENGTH + " bytes expected, " + raw.length() + " found");
    }
    long version = version(raw);
    if (!knows(version)) {
      throw new MalformedInput(STRUCTURE, 0, "version 2 to 5 expected, " + version + " found");
    }
    return new SnpReportParser(ByteReader.of(STRUCTURE, raw), (int) version).report(raw);
  }

  /** VERSION, which says how the rest is laid out. */
  static long version(Bytes raw) throws MalformedInput {
    return ByteReader.of(STRUCTURE, raw).u32le();
  }

  /** Whether the layout of this version is known: nothing of any other is read. */
  static boolean knows(long version) {
    return version >= OLDEST_VERSION && version <= NEWEST_VERSION;
  }

  private SnpReport report(Bytes raw) throws MalformedInput {
    in.skip(4); // VERSION
    long guestSvn = in.u32le();
    GuestPolicy policy = new GuestPolicy(in.u64le());
    Bytes familyId = in.take(16);
    Bytes imageId = in.take(16);
    long vmpl = in.u32le();
    long signatureAlgo = in.u32le();
    TcbVersion currentTcb = tcb();
    PlatformInfo platformInfo = new PlatformInfo(in.u64le());
    SnpReport.KeyFlags keyFlags = keyFlags();
    reserved("0x04C", 4);
    Bytes reportData = in.take(64);
    Bytes measurement = in.take(48);
    Bytes hostData = in.take(32);
    Bytes idKeyDigest = in.take(48);
    Bytes authorKeyDigest = in.take(48);
    Bytes reportId = in.take(32);
    Bytes reportIdMa = in.take(32);
    TcbVersion reportedTcb = tcb();
    Optional<SnpReport.Cpuid> cpuid = cpuid();
    Bytes chipId = in.take(64);
    TcbVersion committedTcb = tcb();
    SnpReport.Firmware current = firmware("0x1EB");
    SnpReport.Firmware committed = firmware("0x1EF");
    SnpReport.Tcbs tcbs = new SnpReport.Tcbs(currentTcb, reportedTcb, committedTcb, tcb());
    Optional<SnpReport.MitigationVectors> mitigations = mitigations();
    Bytes r = component();
    Bytes s = component();
    reserved("0x330", LENGTH - SIGNED_LENGTH - 2 * COMPONENT_LENGTH);
    in.expectEnd();
    if (policy.reservedSet()) {
      reservedSet.add("POLICY bits 63:26");
    }
    return new SnpReport(
        version,
        guestSvn,
        policy,
        familyId,
        imageId,
        vmpl,
        signatureAlgo,
        platformInfo,
        keyFlags,
        reportData,
        measurement,
        hostData,
        idKeyDigest,
        authorKeyDigest,
        reportId,
        reportIdMa,
        cpuid,
        chipId,
        tcbs,
        current,
        committed,
        mitigations,
        reservedSet,
        raw.slice(0, SIGNED_LENGTH),
        r,
        s);
  }

  private SnpReport.KeyFlags keyFlags() throws MalformedInput {
    SnpReport.KeyFlags flags = new SnpReport.KeyFlags(in.u32le());
    if (flags.raw() >> 5 != 0) {
      reservedSet.add("0x048 bits 31:5");
    }
    return flags;
  }

  private TcbVersion tcb() throws MalformedInput {
    return new TcbVersion(in.take(8));
  }

  /** Three bytes since version 3; reserved in version 2, where they must not be read as CPUID. */
  private Optional<SnpReport.Cpuid> cpuid() throws MalformedInput {
    if (version < 3) {
      reserved("0x188", 24);
      return Optional.empty();
    }
    SnpReport.Cpuid cpuid = new SnpReport.Cpuid(in.u8(), in.u8(), in.u8());
    reserved("0x18B", 21);
    return Optional.of(cpuid);
  }

  private SnpReport.Firmware firmware(String reservedAt) throws MalformedInput {
    int build = in.u8();
    int minor = in.u8();
    int major = in.u8();
    reserved(reservedAt, 1);
    return new SnpReport.Firmware(major, minor, build);
  }

  private Optional<SnpReport.MitigationVectors> mitigations() throws MalformedInput {
    if (version < 5) {
      reserved("0x1F8", SIGNED_LENGTH - in.offset());
      return Optional.empty();
    }
    SnpReport.MitigationVectors v = new SnpReport.MitigationVectors(in.u64le(), in.u64le());
    reserved("0x208", SIGNED_LENGTH - in.offset());
    return Optional.of(v);
  }

  /** R or S: little-endian in 72 bytes, so a value of more than 384 bits shows as one. */
  private Bytes component() throws MalformedInput {
    byte[] b = in.take(COMPONENT_LENGTH).toArray();
    byte[] reversed = new byte[b.length];
    for (int i = 0; i < b.length; i++) {
      reversed[i] = b[b.length - 1 - i];
    }
    return Bytes.of(reversed);
  }

  private void reserved(String at, int length) throws MalformedInput {
    if (!in.take(length).isZero()) {
      reservedSet.add(at);
    }
  }
}
