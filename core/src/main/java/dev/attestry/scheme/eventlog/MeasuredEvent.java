package dev.attestry.scheme.eventlog;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.List;
import java.util.Optional;

/**
 * An event of a register that was replayed. It has no type on purpose.
 *
 * @param digest in the strongest replayed bank
 * @param text what the log says of it, covered or not
 * @param data the event's data where it is what was measured in every replayed bank
 * @param banks the replayed banks that it extended, weakest first; at least one
 * @param event as in the log
 */
record MeasuredEvent(
    int pcr,
    Bytes digest,
    Bytes text,
    Optional<Bytes> data,
    List<HashAlgorithm> banks,
    EventLog.Event event) {

  static MeasuredEvent of(EventLog.Event e, List<HashAlgorithm> banks) {
    HashAlgorithm strongest = banks.get(banks.size() - 1);
    boolean measured = true;
    for (HashAlgorithm bank : banks) {
      measured &= e.dataMeasured(bank, bank.newDigest());
    }
    return new MeasuredEvent(
        e.pcr(),
        e.digest(strongest).orElse(Bytes.EMPTY),
        e.data(),
        measured ? Optional.of(e.data()) : Optional.empty(),
        banks,
        e);
  }

  /** Whether these bytes are what was measured, in every replayed bank. */
  boolean measures(Bytes bytes) {
    for (HashAlgorithm bank : banks) {
      if (!event.digest(bank).equals(Optional.of(bank.digest(bytes)))) {
        return false;
      }
    }
    return true;
  }
}
