package dev.attestry.scheme.snp;

/** POLICY of a report: what the guest's owner allows (AMD 56860, Guest Policy). */
record GuestPolicy(long raw) {

  int abiMinor() {
    return (int) raw & 0xff;
  }

  int abiMajor() {
    return (int) (raw >> 8) & 0xff;
  }

  boolean smtAllowed() {
    return bit(16);
  }

  /** Reserved, must be one. */
  boolean bit17() {
    return bit(17);
  }

  boolean migrateMa() {
    return bit(18);
  }

  boolean debug() {
    return bit(19);
  }

  boolean singleSocket() {
    return bit(20);
  }

  boolean cxlAllowed() {
    return bit(21);
  }

  boolean memAes256Xts() {
    return bit(22);
  }

  boolean raplDisabled() {
    return bit(23);
  }

  boolean ciphertextHidingDram() {
    return bit(24);
  }

  boolean pageSwapDisabled() {
    return bit(25);
  }

  /** Bits 63 to 26. */
  boolean reservedSet() {
    return raw >>> 26 != 0;
  }

  private boolean bit(int n) {
    return (raw >>> n & 1) != 0;
  }
}
