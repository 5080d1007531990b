package dev.attestry.scheme.snp;

/**
 * PLATFORM_INFO of a report. Bits without a name here occur in genuine reports (bit 6 on Turin), so
 * they are shown raw and not refused.
 */
record PlatformInfo(long raw) {

  boolean smtEnabled() {
    return bit(0);
  }

  boolean tsmeEnabled() {
    return bit(1);
  }

  boolean eccEnabled() {
    return bit(2);
  }

  boolean raplDisabled() {
    return bit(3);
  }

  boolean ciphertextHidingDramEnabled() {
    return bit(4);
  }

  /** The answer to BadRAM (CVE-2024-21944, AMD-SB-3015). */
  boolean aliasCheckComplete() {
    return bit(5);
  }

  boolean tioEnabled() {
    return bit(7);
  }

  private boolean bit(int n) {
    return (raw >>> n & 1) != 0;
  }
}
