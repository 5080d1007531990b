package dev.attestry.scheme.dcap;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** The body of an SGX report (Intel SDM, REPORT structure), of an application or a QE. */
record EnclaveReport(
    Bytes cpuSvn,
    Bytes miscSelect,
    Bytes isvExtProdId,
    Bytes attributes,
    Bytes mrEnclave,
    Bytes mrSigner,
    Bytes configId,
    int isvProdId,
    int isvSvn,
    int configSvn,
    Bytes isvFamilyId,
    Bytes reportData)
    implements QuoteBody {

  static final int LENGTH = 384;

  static EnclaveReport read(ByteReader in) throws MalformedInput {
    Bytes cpuSvn = in.take(16);
    Bytes miscSelect = in.take(4);
    in.skip(12);
    Bytes isvExtProdId = in.take(16);
    Bytes attributes = in.take(16);
    Bytes mrEnclave = in.take(32);
    in.skip(32);
    Bytes mrSigner = in.take(32);
    in.skip(32);
    Bytes configId = in.take(64);
    int isvProdId = in.u16le();
    int isvSvn = in.u16le();
    int configSvn = in.u16le();
    in.skip(42);
    Bytes isvFamilyId = in.take(16);
    return new EnclaveReport(
        cpuSvn,
        miscSelect,
        isvExtProdId,
        attributes,
        mrEnclave,
        mrSigner,
        configId,
        isvProdId,
        isvSvn,
        configSvn,
        isvFamilyId,
        in.take(64));
  }

  @Override
  public int moduleVersion() {
    return 0;
  }

  /** ATTRIBUTES bit 1: the host can read and change the enclave's memory. */
  boolean debug() {
    return (attributes.u8(0) & 2) != 0;
  }
}
