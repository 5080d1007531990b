package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.Map;

/** An enclave on a lab machine: answers 64 bytes of report data with an SGX quote. */
public final class SgxEnclave {

  private static final int REPORT_DATA = 320;

  private final DcapPlatform platform;
  private final int version;
  private final Bytes body;

  private SgxEnclave(DcapPlatform platform, int version, Bytes body) {
    this.platform = platform;
    this.version = version;
    this.body = body;
  }

  /** An enclave whose quotes have version 3, 4 or 5. */
  public static SgxEnclave launch(DcapPlatform platform, int version, String runs) {
    byte[] b = new byte[384];
    Bytes.of(0x05).copyTo(b, 48); // ATTRIBUTES: initialised, 64 bit
    Bytes.of(0xe7).copyTo(b, 56); // XFRM
    HashAlgorithm.SHA256.digest(Bytes.utf8("lab/enclave/" + runs)).copyTo(b, 64); // MRENCLAVE
    HashAlgorithm.SHA256.digest(Bytes.utf8("lab/signer")).copyTo(b, 128); // MRSIGNER
    Bytes.of(7, 0, 3, 0).copyTo(b, 256); // ISVPRODID, ISVSVN
    return new SgxEnclave(platform, version, Bytes.of(b));
  }

  /** The same enclave with other bytes at an offset of its report. */
  public SgxEnclave writing(int offset, Bytes value) {
    byte[] b = body.toArray();
    value.copyTo(b, offset);
    return new SgxEnclave(platform, version, Bytes.of(b));
  }

  /** A quote over 64 bytes of report data. */
  public Bytes quote(Bytes reportData) {
    return draft(reportData).bytes();
  }

  public Evidence evidence(Bytes reportData) {
    return Evidence.of("application/vnd.attestry.sgx-quote", Map.of("quote", quote(reportData)));
  }

  /** All that Intel's PCS would answer for its machine, fresh at this time. */
  public Collateral collateral(Instant at) {
    return platform.answers("SGX", at).collateral();
  }

  /** The same before it is signed, for tests that change it. */
  DcapQuote draft(Bytes reportData) {
    return new DcapQuote(platform, version, 1, writing(REPORT_DATA, reportData).body);
  }
}
