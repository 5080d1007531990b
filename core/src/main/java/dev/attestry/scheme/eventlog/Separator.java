package dev.attestry.scheme.eventlog;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What ends a register's measurements by firmware (PFP 1.06, 3.3.2.2). It is known by its digest,
 * whatever the log says of it: under another name, firmware's own measurements could be hidden and
 * better ones played behind them.
 */
enum Separator {
  /** 00000000 or FFFFFFFF. */
  END,
  /** 00000001: firmware failed. */
  ERROR,
  /** Windows' loader ends with WBCL what it measures. */
  WINDOWS;

  private static final Map<Bytes, Separator> BY_DIGEST = byDigest();

  /** The separator that the event is, if it is one. */
  static Optional<Separator> of(MeasuredEvent e) {
    return Optional.ofNullable(BY_DIGEST.get(e.digest()));
  }

  private static Map<Bytes, Separator> byDigest() {
    Map<Bytes, Separator> values =
        Map.of(
            Bytes.zeros(4),
            END,
            Bytes.of(0xff, 0xff, 0xff, 0xff),
            END,
            Bytes.of(1, 0, 0, 0),
            ERROR,
            Bytes.utf8("WBCL"),
            WINDOWS);
    Map<Bytes, Separator> out = new HashMap<>();
    for (HashAlgorithm bank : HashAlgorithm.values()) {
      values.forEach((value, separator) -> out.put(bank.digest(value), separator));
    }
    return Map.copyOf(out);
  }
}
