package dev.attestry.scheme.tpm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Findings;
import dev.attestry.scheme.tcg.Attest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * TPMS_CLOCK_INFO against what was last seen of the same TPM: {@code previous_clock} with {@code
 * clock}, {@code reset_count}, {@code restart_count}, {@code firmware_version}, named as the claims
 * are. A TPM that was cleared, or another one, goes back.
 */
final class Clock {

  private Clock() {}

  static void claim(Attest a, ObjectNode clock) {
    // Past 2^53 a JSON number is not exact everywhere; that is 285,000 years of milliseconds.
    if (a.clock() >= 0 && a.clock() < 1L << 53) {
      clock.put("clock", a.clock());
    } else {
      clock.put("clock", Long.toUnsignedString(a.clock()));
    }
    clock.put("reset_count", a.resetCount());
    clock.put("restart_count", a.restartCount());
    clock.put("safe", a.safe() == 1);
  }

  static void judge(Attest a, JsonNode previous, Findings f) {
    if (!previous.isObject()) {
      f.notApplicable(TpmCheck.CLOCK, "no earlier clock of this TPM was stated");
      return;
    }
    Optional<String> back = wentBack(a, previous);
    f.require(
        TpmCheck.CLOCK, back.isEmpty(), "clock and counters did not go back", back.orElse(""));
  }

  private static Optional<String> wentBack(Attest a, JsonNode p) {
    long resets = p.path("reset_count").asLong(0);
    long restarts = p.path("restart_count").asLong(0);
    String firmware = HexFormat.of().toHexDigits(a.firmwareVersion());
    if (Long.compareUnsigned(a.clock(), p.path("clock").asLong(0)) < 0) {
      return Optional.of("the clock went back");
    }
    if (a.safe() == 0 && p.path("safe").asBoolean(false)) {
      return Optional.of("the clock is not safe any more: it may be one that was shown before");
    }
    if (a.resetCount() < resets) {
      return Optional.of("resetCount went back: the TPM was cleared");
    }
    // TPM 2.0 part 1, 36.3: restartCount is cleared by a reset only.
    if (a.resetCount() == resets && a.restartCount() < restarts) {
      return Optional.of("restartCount went back without a reset");
    }
    if (p.has("firmware_version") && !p.path("firmware_version").asText().equals(firmware)) {
      return Optional.of("the firmware version is another one");
    }
    return Optional.empty();
  }
}
