package dev.attestry.scheme.eventlog;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.scheme.tcg.PcrSelection;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the registers of one bank hold if exactly these events were extended. */
final class Replay {

  private Replay() {}

  /**
   * The registers that the log extends, with their values. An event without a digest for the bank
   * is one that did not extend it (TPM 2.0 part 3, TPM2_PCR_Extend).
   */
  static SortedMap<Integer, Bytes> of(EventLog log, HashAlgorithm bank) {
    MessageDigest md = bank.newDigest();
    byte[][] values = new byte[PcrSelection.PCRS][];
    for (EventLog.Event e : log.events()) {
      Optional<Bytes> digest = e.digest(bank);
      if (!e.extended() || e.pcr() >= PcrSelection.PCRS || digest.isEmpty()) {
        continue;
      }
      byte[] old = values[e.pcr()];
      // TPM 2.0 part 1, 17.2: PCR.new = H(PCR.old || digest).
      md.update(old == null ? start(log, bank, e.pcr()) : old);
      digest.get().update(md);
      values[e.pcr()] = md.digest();
    }
    SortedMap<Integer, Bytes> out = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        out.put(i, Bytes.of(values[i]));
      }
    }
    return out;
  }

  /** The value of a register that nothing was extended into. */
  static Bytes untouched(EventLog log, HashAlgorithm bank, int pcr) {
    return Bytes.of(start(log, bank, pcr));
  }

  /** PC Client PTP 1.05, 4.6.2: 17 to 22 start all ones; PCR0 ends in the startup locality. */
  private static byte[] start(EventLog log, HashAlgorithm bank, int pcr) {
    byte[] value = new byte[bank.length()];
    if (pcr >= 17 && pcr <= 22) {
      Arrays.fill(value, (byte) 0xff);
    } else if (pcr == 0) {
      value[value.length - 1] = (byte) log.startupLocality();
    }
    return value;
  }
}
