package dev.attestry.scheme.hcl;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.scheme.hcl.HclReport.Tee;

/** Reads an HCL report, little-endian. What its header does not need to be is held to be zero. */
final class HclReportParser {

  private static final String STRUCTURE = "HCL report";
  private static final int MAX_LENGTH = 64 << 10;
  private static final int HARDWARE_REPORT = 1184;
  private static final int TD_REPORT = 1024;
  private static final int REPORT_REQUEST = 2;

  /** Data size, version, report type, hash type, length. */
  private static final int DATA_HEADER = 20;

  private HclReportParser() {}

  static HclReport parse(Bytes raw) throws MalformedInput {
    if (raw.length() > MAX_LENGTH) {
      throw new MalformedInput(STRUCTURE, MAX_LENGTH, "longer than " + MAX_LENGTH + " bytes");
    }
    ByteReader in = ByteReader.of(STRUCTURE, raw);
    if (!in.take(4).equals(Bytes.utf8("HCLA"))) {
      throw in.malformed("HCLA expected");
    }
    long version = in.u32le();
    require(in, version == 1 || version == 2, "version 1 or 2");
    long size = in.u32le();
    require(in, in.u32le() == REPORT_REQUEST, "request type 2");
    require(in, in.u32le() == 0, "status 0");
    require(in, in.take(12).isZero(), "12 reserved bytes of zero");
    Bytes hardware = in.take(HARDWARE_REPORT);
    long dataSize = in.u32le();
    require(in, in.u32le() == 1, "runtime data of version 1");
    Tee tee = tee(in);
    HashAlgorithm hash = hash(in);
    long length = in.u32le();
    require(in, dataSize == length + DATA_HEADER, "a data size that fits the length");
    Bytes runtimeData = in.take(length);
    require(in, size == in.offset(), "a report size that fits the runtime data");
    require(in, in.rest().isZero(), "zeros behind the report");
    if (tee == Tee.TDX) {
      require(in, hardware.slice(TD_REPORT, HARDWARE_REPORT).isZero(), "zeros behind the TDREPORT");
      hardware = hardware.slice(0, TD_REPORT);
    }
    return new HclReport((int) version, tee, hardware, hash, runtimeData);
  }

  private static Tee tee(ByteReader in) throws MalformedInput {
    long type = in.u32le();
    return switch ((int) type) {
      case 2 -> Tee.SEV_SNP;
      case 4 -> Tee.TDX;
      default -> throw in.malformed("report type 2 (SNP) or 4 (TDX) expected, " + type + " found");
    };
  }

  private static HashAlgorithm hash(ByteReader in) throws MalformedInput {
    long type = in.u32le();
    return switch ((int) type) {
      case 1 -> HashAlgorithm.SHA256;
      case 2 -> HashAlgorithm.SHA384;
      case 3 -> HashAlgorithm.SHA512;
      default -> throw in.malformed("hash type 1, 2 or 3 expected, " + type + " found");
    };
  }

  private static void require(ByteReader in, boolean holds, String expected) throws MalformedInput {
    if (!holds) {
      throw in.malformed(expected + " expected");
    }
  }
}
