package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.security.SecureRandom;

/** An SNP report (AMD 56860, table 23) without what differs between answers. */
final class SnpTemplate {

  private static final int LENGTH = 0x4a0;

  private SnpTemplate() {}

  /** As a plain guest at VMPL 0 gets it. */
  static byte[] of(SnpProduct product, int version, SecureRandom random) {
    byte[] r = new byte[LENGTH];
    r[0x000] = (byte) version;
    Bytes.of(0x1f, 0, 0x03, 0).copyTo(r, 0x008); // POLICY: ABI 0.31, SMT allowed, bit 17
    r[0x034] = 1; // SIGNATURE_ALGO: ECDSA P-384 with SHA-384
    Bytes tcb = SnpTcb.CURRENT.wire(product);
    tcb.copyTo(r, 0x038);
    r[0x040] = (byte) (version < 3 ? 0x05 : 0x25); // PLATFORM_INFO: SMT, ECC, alias check
    LabRandom.bytes(random, 48).copyTo(r, 0x090); // MEASUREMENT
    LabRandom.bytes(random, 32).copyTo(r, 0x140); // REPORT_ID
    Bytes.ofHex("ff".repeat(32)).copyTo(r, 0x160); // REPORT_ID_MA: none
    tcb.copyTo(r, 0x180);
    if (version >= 3) {
      product.cpuid().copyTo(r, 0x188);
    }
    tcb.copyTo(r, 0x1e0);
    Bytes.of(40, 55, 1).copyTo(r, 0x1e8); // current firmware 1.55.40
    Bytes.of(40, 55, 1).copyTo(r, 0x1ec); // committed
    tcb.copyTo(r, 0x1f0);
    if (version >= 5) {
      r[0x1f8] = 0x0b; // LAUNCH_MIT_VECTOR
      r[0x200] = 0x0b; // CURRENT_MIT_VECTOR
    }
    return r;
  }
}
