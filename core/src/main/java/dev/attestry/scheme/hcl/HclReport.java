package dev.attestry.scheme.hcl;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;

/**
 * An HCL report: what the paravisor keeps at NV index 0x01400001 of the vTPM.
 *
 * @param version 1 or 2
 * @param report SNP report of 1184 bytes or TDREPORT of 1024
 * @param hash of the runtime data, in the report's data
 * @param runtimeData JSON, byte for byte as it was hashed
 */
record HclReport(int version, Tee tee, Bytes report, HashAlgorithm hash, Bytes runtimeData) {

  /** What made the hardware report. */
  enum Tee {
    SEV_SNP("sev-snp", 0x50),
    TDX("tdx", 0x80);

    private final String label;
    private final int reportData;

    Tee(String label, int reportData) {
      this.label = label;
      this.reportData = reportData;
    }

    String label() {
      return label;
    }
  }

  /** REPORT_DATA of the hardware report: 64 bytes. */
  Bytes reportData() {
    return report.slice(tee.reportData, tee.reportData + 64);
  }

  /** What it must be: the hash of the runtime data, then zeros. */
  Bytes boundData() {
    Bytes digest = hash.digest(runtimeData);
    return Bytes.concat(digest, Bytes.zeros(64 - digest.length()));
  }

  /** MRTD of a TDREPORT (Intel TDX module: TDREPORT_STRUCT, TDINFO at 512). */
  Bytes mrTd() {
    return report.slice(0x210, 0x240);
  }
}
