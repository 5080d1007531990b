package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.KeyPair;

/**
 * A quote in the making, true to the wire format (Intel DCAP Quote Library API, appendix A). What a
 * test does not change is as a careful quoting enclave does it.
 */
final class DcapQuote {

  private static final Bytes INTEL = Bytes.ofHex("939a7233f79c4ca9940a0db3957f0607");

  private final DcapPlatform platform;
  private final int version;
  private final int bodyType;
  private final Bytes body;
  private Bytes qeReport;
  private Bytes authData = Bytes.ofHex("00".repeat(32));
  private KeyPair signsQuote;
  private KeyPair signsQeReport;
  private boolean bound = true;
  private int certificationType = 5;
  private Bytes certificationData;

  /**
   * @param bodyType 1 SGX, 2 TD 1.0, 3 TD 1.5
   */
  DcapQuote(DcapPlatform platform, int version, int bodyType, Bytes body) {
    this.platform = platform;
    this.version = version;
    this.bodyType = bodyType;
    this.body = body;
    this.qeReport = platform.qeReport(bodyType != 1);
    this.signsQuote = platform.attestationKey();
    this.signsQeReport = platform.pck().keys();
    this.certificationData = platform.pckChain();
  }

  /** Another quoting enclave, or the same with a byte of its report changed before signing. */
  DcapQuote qeWriting(int offset, Bytes value) {
    byte[] r = qeReport.toArray();
    value.copyTo(r, offset);
    this.qeReport = Bytes.of(r);
    return this;
  }

  DcapQuote authData(Bytes data) {
    this.authData = data;
    return this;
  }

  DcapQuote quoteSignedBy(KeyPair key) {
    this.signsQuote = key;
    return this;
  }

  DcapQuote qeReportSignedBy(KeyPair key) {
    this.signsQeReport = key;
    return this;
  }

  /** The QE report does not hold the hash of the attestation key. */
  DcapQuote unbound() {
    this.bound = false;
    return this;
  }

  DcapQuote certification(int type, Bytes data) {
    this.certificationType = type;
    this.certificationData = data;
    return this;
  }

  Bytes bytes() {
    Bytes signed = Bytes.concat(header(), body);
    Bytes key = platform.attestationPublicKey();
    byte[] qe = qeReport.toArray();
    if (bound) {
      HashAlgorithm.SHA256.digest(key, authData).copyTo(qe, 320);
    }
    Bytes report = Bytes.of(qe);
    Bytes certified =
        Bytes.concat(
            report,
            sign(signsQeReport, report),
            u16(authData.length()),
            authData,
            u16(certificationType),
            u32(certificationData.length()),
            certificationData);
    Bytes nested =
        version == 3 ? certified : Bytes.concat(u16(6), u32(certified.length()), certified);
    Bytes data = Bytes.concat(sign(signsQuote, signed), key, nested);
    return Bytes.concat(signed, u32(data.length()), data);
  }

  private Bytes header() {
    Bytes tee = u32(bodyType == 1 ? 0 : 0x81);
    Bytes start = Bytes.concat(u16(version), u16(2), tee, Bytes.zeros(4), INTEL, Bytes.zeros(20));
    return version == 5 ? Bytes.concat(start, u16(bodyType), u32(body.length())) : start;
  }

  private static Bytes sign(KeyPair key, Bytes message) {
    return EcdsaPair.of(LabSigner.sign(key.getPrivate(), HashAlgorithm.SHA256, message)).raw(32);
  }

  private static Bytes u16(int n) {
    return Bytes.of(n, n >> 8);
  }

  private static Bytes u32(int n) {
    return Bytes.of(n, n >> 8, n >> 16, n >> 24);
  }
}
