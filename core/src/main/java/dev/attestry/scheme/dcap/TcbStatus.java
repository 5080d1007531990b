package dev.attestry.scheme.dcap;

import java.util.Optional;

/**
 * The statuses of Intel's TCB info, and those that its verifier derives from them, from best to
 * worst.
 */
enum TcbStatus {
  UP_TO_DATE("UpToDate"),
  SW_HARDENING_NEEDED("SWHardeningNeeded"),
  CONFIGURATION_NEEDED("ConfigurationNeeded"),
  CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
  TD_RELAUNCH_ADVISED("TDRelaunchAdvised"),
  TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED("TDRelaunchAdvisedConfigurationNeeded"),
  OUT_OF_DATE("OutOfDate"),
  OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
  REVOKED("Revoked");

  private final String label;

  TcbStatus(String label) {
    this.label = label;
  }

  /** Intel's spelling. */
  String label() {
    return label;
  }

  /** From TCB info or QE identity, where the relaunch statuses never stand. */
  static Optional<TcbStatus> ofLabel(String label) {
    for (TcbStatus s : values()) {
      if (s.label.equals(label) && !s.relaunch()) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }

  boolean outOfDate() {
    return this == OUT_OF_DATE || this == OUT_OF_DATE_CONFIGURATION_NEEDED;
  }

  /** One of the four at which nothing has to be updated. */
  boolean current() {
    return !outOfDate() && !relaunch() && this != REVOKED;
  }

  /** What is left of this status beside that of a QE or TDX module (QVL, convergeTcbStatus). */
  TcbStatus convergedWith(TcbStatus part) {
    if (this == REVOKED || part == REVOKED) {
      return REVOKED;
    }
    if (part != OUT_OF_DATE) {
      return this;
    }
    return switch (this) {
      case UP_TO_DATE, SW_HARDENING_NEEDED -> OUT_OF_DATE;
      case CONFIGURATION_NEEDED, CONFIGURATION_AND_SW_HARDENING_NEEDED ->
          OUT_OF_DATE_CONFIGURATION_NEEDED;
      default -> this;
    };
  }

  /** Whether only a restart of the TD is needed. */
  boolean relaunch() {
    return this == TD_RELAUNCH_ADVISED || this == TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
  }
}
