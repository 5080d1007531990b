package dev.attestry.scheme.eventlog;

/** Which registers a log is of, and where what is meant for a PCR is measured in them. */
enum Registers {
  /** A TPM's own. */
  PCRS,

  /**
   * Run-time registers of a trust domain: the log's index 0 is MRTD, which nothing extends, 1 to 4
   * are RTMR0 to RTMR3. What is meant for PCR1 and 7 goes into RTMR0, for PCR2 to 6 into RTMR1, for
   * PCR8 to 15 into RTMR2; RTMR3 is the operating system's (UEFI 2.10 section 38.4.1).
   */
  RTMRS;

  /** The log's index of the register that takes what is meant for a PCR. */
  int of(int pcr) {
    return switch (this) {
      case PCRS -> pcr;
      case RTMRS -> pcr == 0 ? 0 : pcr == 1 || pcr == 7 ? 1 : pcr <= 6 ? 2 : 3;
    };
  }

  /** Name of the register at one of the log's indexes. */
  String name(int index) {
    return this == PCRS ? "PCR" + index : index == 0 ? "MRTD" : "RTMR" + (index - 1);
  }
}
