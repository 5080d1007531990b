package dev.attestry.scheme.eventlog;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A measured-boot log as it was read.
 *
 * @param cryptoAgile whether it has a Specification ID event and several banks
 * @param banks the banks it has digests for, of those that we compute
 * @param startupLocality of a StartupLocality event; 0 where there is none
 * @param events without the Specification ID event
 * @param padding bytes of the log area behind the last event
 */
record EventLog(
    boolean cryptoAgile,
    Set<HashAlgorithm> banks,
    int startupLocality,
    List<Event> events,
    int padding) {

  EventLog {
    banks = Set.copyOf(banks);
    events = List.copyOf(events);
  }

  /**
   * TCG_PCR_EVENT2, or TCG_PCR_EVENT with its one digest.
   *
   * @param pcr 0 to 31, or {@link #NO_PCR}
   * @param type not covered by any digest
   * @param data covered only where a digest is the hash of it
   */
  record Event(int pcr, long type, Map<HashAlgorithm, Bytes> digests, Bytes data) {

    /** Index 0xFFFFFFFF of Windows' trust point events, which are not extended. */
    static final int NO_PCR = -1;

    Event {
      digests = new EnumMap<>(digests);
    }

    /** PFP 1.06, 10.4.1: EV_NO_ACTION is for the reader only and never extended. */
    boolean extended() {
      return type != EventType.NO_ACTION && pcr != NO_PCR;
    }

    Optional<Bytes> digest(HashAlgorithm bank) {
      return Optional.ofNullable(digests.get(bank));
    }

    /** Whether the data is what was measured, in this bank. */
    boolean dataMeasured(HashAlgorithm bank, MessageDigest md) {
      Bytes digest = digests.get(bank);
      if (digest == null) {
        return false;
      }
      data.update(md);
      return digest.equals(Bytes.of(md.digest()));
    }
  }
}
