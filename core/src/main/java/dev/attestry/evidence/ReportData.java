package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import java.util.Optional;

/** The 64-byte slot of SNP, TDX and SGX that the attester fills with a challenge. */
public final class ReportData {

  private ReportData() {}

  /**
   * Compares the slot with what was expected: all bytes, or those of a shorter nonce and then
   * zeros. The finding says which.
   */
  public static void judge(
      Findings findings, Check check, Optional<Bytes> expectedNonce, Bytes found) {
    if (expectedNonce.isEmpty()) {
      findings.skip(check, "no nonce was given to compare with");
      return;
    }
    Bytes expected = expectedNonce.get();
    int length = expected.length();
    if (length == 0 || length > found.length()) {
      findings.fail(check, "1 to 64 bytes can be expected, " + length + " were given");
      return;
    }
    String how = length == found.length() ? "all 64 bytes" : length + " bytes, then zeros to 64";
    findings.require(
        check,
        found.startsWith(expected) && found.slice(length, found.length()).isZero(),
        "equals what was expected: " + how,
        () -> "expected " + expected.hex() + " (" + how + "), found " + found.hex());
  }
}
