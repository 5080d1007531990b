package dev.attestry.scheme.dcap;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/**
 * Reads a quote of version 3, 4 or 5 (Intel DCAP Quote Library API, appendix A). Little-endian, but
 * for signatures and keys.
 */
final class QuoteParser {

  private static final String STRUCTURE = "DCAP quote";
  private static final int ECDSA_P256 = 2;
  private static final long TEE_SGX = 0;
  private static final long TEE_TDX = 0x81;
  private static final int QE_REPORT_CERTIFICATION_DATA = 6;

  /** QE vendor id of Intel. */
  private static final Bytes INTEL = Bytes.ofHex("939a7233f79c4ca9940a0db3957f0607");

  private final Bytes raw;
  private final ByteReader in;

  private QuoteParser(Bytes raw) {
    this.raw = raw;
    this.in = ByteReader.of(STRUCTURE, raw);
  }

  static Quote parse(Bytes raw) throws MalformedInput {
    return new QuoteParser(raw).quote();
  }

  private Quote quote() throws MalformedInput {
    int version = in.u16le();
    if (version < 3 || version > 5) {
      throw in.malformed("version 3, 4 or 5 expected, " + version + " found");
    }
    Tee tee = header(version);
    QuoteBody body = version == 5 ? typedBody(tee) : body(tee);
    Bytes signed = raw.slice(0, in.offset());
    ByteReader data = in.sub(STRUCTURE + " signature data", in.u32le());
    Bytes signature = data.take(64);
    Bytes attestationKey = data.take(64);
    ByteReader qe = version == 3 ? data : nested(data);
    Bytes qeReportBytes = qe.take(EnclaveReport.LENGTH);
    Bytes qeReportSignature = qe.take(64);
    Bytes authData = qe.take(qe.u16le());
    int certificationType = qe.u16le();
    Bytes certificationData = qe.view(qe.u32le());
    qe.expectEnd();
    data.expectEnd();
    return new Quote(
        version,
        tee,
        body,
        signed,
        signature,
        attestationKey,
        EnclaveReport.read(ByteReader.of("QE report", qeReportBytes)),
        qeReportBytes,
        qeReportSignature,
        authData,
        certificationType,
        certificationData,
        in.remaining());
  }

  /** From version 4 on the QE report and its certification data stand inside one of type 6. */
  private static ByteReader nested(ByteReader data) throws MalformedInput {
    int type = data.u16le();
    if (type != QE_REPORT_CERTIFICATION_DATA) {
      throw data.malformed("certification data of type 6 expected, type " + type + " found");
    }
    return data.sub("QE report certification data", data.u32le());
  }

  private Tee header(int version) throws MalformedInput {
    int keyType = in.u16le();
    if (keyType != ECDSA_P256) {
      throw in.malformed("attestation key type 2 (ECDSA P-256) expected, " + keyType + " found");
    }
    long teeType = in.u32le(); // reserved in version 3, and zero, which is SGX
    if (teeType != TEE_SGX && (version == 3 || teeType != TEE_TDX)) {
      throw in.malformed(
          String.format("TEE type 0x%x is not known in version %d", teeType, version));
    }
    in.skip(4); // QE SVN and PCE SVN in version 3, reserved later
    if (!in.take(16).equals(INTEL)) {
      throw in.malformed("the QE vendor is not Intel");
    }
    in.skip(20); // user data
    return teeType == TEE_TDX ? Tee.TDX : Tee.SGX;
  }

  private QuoteBody body(Tee tee) throws MalformedInput {
    return tee == Tee.TDX
        ? TdReport.read(in.sub("TD report", TdReport.LENGTH_10), false)
        : EnclaveReport.read(in.sub("enclave report", EnclaveReport.LENGTH));
  }

  /** Version 5: the body says its own type and size, which must fit each other and the header. */
  private QuoteBody typedBody(Tee tee) throws MalformedInput {
    int type = in.u16le();
    long size = in.u32le();
    long expected =
        switch (type) {
          case 1 -> EnclaveReport.LENGTH;
          case 2 -> TdReport.LENGTH_10;
          case 3 -> TdReport.LENGTH_15;
          default -> throw in.malformed("body type 1, 2 or 3 expected, " + type + " found");
        };
    if (size != expected || (type == 1) != (tee == Tee.SGX)) {
      throw in.malformed("body type " + type + ", size " + size + " and TEE type do not fit");
    }
    ByteReader body = in.sub("quote body", size);
    return type == 1 ? EnclaveReport.read(body) : TdReport.read(body, type == 3);
  }
}
