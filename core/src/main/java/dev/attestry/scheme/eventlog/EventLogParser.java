package dev.attestry.scheme.eventlog;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.scheme.tcg.TpmAlgorithm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads logs of both layouts (PFP 1.06, 10.2): SHA-1 only, as of TPM 1.2, and crypto-agile. */
final class EventLogParser {

  private static final String STRUCTURE = "event log";
  private static final Bytes SPEC_ID = Bytes.utf8("Spec ID Event03\0");
  private static final Bytes STARTUP_LOCALITY = Bytes.utf8("StartupLocality\0");
  private static final int MAX_PCR = 31;
  private static final int MAX_DIGEST = 64;
  private static final int SHA1 = 0x0004;

  private final ByteReader in;
  private final int tail;
  private final Map<Integer, Integer> digestSizes = new HashMap<>();
  private final List<EventLog.Event> events = new ArrayList<>();
  private boolean cryptoAgile;
  private boolean pcr0Extended;
  private Optional<Integer> locality = Optional.empty();
  private int padding;

  private EventLogParser(Bytes log) {
    this.in = ByteReader.of(STRUCTURE, log);
    this.tail = tail(log);
  }

  static EventLog parse(Bytes log) throws MalformedInput {
    EventLogParser p = new EventLogParser(log);
    p.first();
    while (!p.in.atEnd() && !p.atPadding()) {
      p.add(p.event());
    }
    Set<HashAlgorithm> banks = EnumSet.noneOf(HashAlgorithm.class);
    p.digestSizes.keySet().forEach(id -> TpmAlgorithm.hash(id).ifPresent(banks::add));
    return new EventLog(p.cryptoAgile, banks, p.locality.orElse(0), p.events, p.padding);
  }

  /** The first event has the SHA-1 layout in both; a Spec ID event says that the rest has not. */
  private void first() throws MalformedInput {
    digestSizes.put(SHA1, HashAlgorithm.SHA1.length());
    EventLog.Event e = event();
    if (e.type() == EventType.NO_ACTION && e.data().startsWith(SPEC_ID)) {
      digestSizes.clear();
      cryptoAgile = true;
      specId(e.data());
    } else {
      add(e);
    }
  }

  /** TCG_EfiSpecIDEvent (PFP 1.06, 10.4.5.1). */
  private void specId(Bytes data) throws MalformedInput {
    ByteReader r = ByteReader.of("TCG_EfiSpecIDEvent", data);
    r.skip(SPEC_ID.length());
    r.skip(4 + 4); // platformClass, specVersionMinor, specVersionMajor, specErrata, uintnSize
    long count = r.u32le();
    if (count == 0 || count > r.remaining() / 4) {
      throw r.malformed(count + " algorithms announced, " + r.remaining() + " bytes left");
    }
    for (long i = 0; i < count; i++) {
      int id = r.u16le();
      int size = r.u16le();
      Optional<HashAlgorithm> known = TpmAlgorithm.hash(id);
      if (size == 0 || size > MAX_DIGEST || known.isPresent() && known.get().length() != size) {
        throw r.malformed(String.format("algorithm 0x%04x with digests of %d bytes", id, size));
      }
      if (digestSizes.put(id, size) != null) {
        throw r.malformed(String.format("algorithm 0x%04x stands there twice", id));
      }
    }
    r.skip(r.u8()); // vendorInfo
    r.expectEnd();
  }

  private EventLog.Event event() throws MalformedInput {
    long pcr = in.u32le();
    if (pcr > MAX_PCR && pcr != 0xffffffffL) {
      throw in.malformed("PCR index " + pcr);
    }
    long type = in.u32le();
    Map<HashAlgorithm, Bytes> digests = cryptoAgile ? digestValues() : sha1Digest();
    return new EventLog.Event((int) pcr, type, digests, in.take(in.u32le()));
  }

  private Map<HashAlgorithm, Bytes> sha1Digest() throws MalformedInput {
    return Map.of(HashAlgorithm.SHA1, in.take(HashAlgorithm.SHA1.length()));
  }

  /**
   * TPML_DIGEST_VALUES of the algorithms that the Spec ID event names. Windows' loader leaves banks
   * out that it does not extend.
   */
  private Map<HashAlgorithm, Bytes> digestValues() throws MalformedInput {
    long count = in.u32le();
    if (count == 0 || count > digestSizes.size()) {
      throw in.malformed(
          "1 to " + digestSizes.size() + " digests expected, " + count + " announced");
    }
    Map<HashAlgorithm, Bytes> out = new EnumMap<>(HashAlgorithm.class);
    Set<Integer> seen = new HashSet<>();
    for (long i = 0; i < count; i++) {
      int id = in.u16le();
      Integer size = digestSizes.get(id);
      if (size == null || !seen.add(id)) {
        throw in.malformed(String.format("a digest of algorithm 0x%04x was not expected", id));
      }
      Bytes digest = in.take(size);
      TpmAlgorithm.hash(id).ifPresent(h -> out.put(h, digest));
    }
    return out;
  }

  private void add(EventLog.Event e) throws MalformedInput {
    if (e.type() == EventType.NO_ACTION && e.data().startsWith(SPEC_ID)) {
      throw in.malformed("a second Spec ID event");
    }
    if (e.type() == EventType.NO_ACTION && e.data().startsWith(STARTUP_LOCALITY)) {
      startupLocality(e);
    }
    pcr0Extended |= e.extended() && e.pcr() == 0;
    events.add(e);
  }

  /** TCG_EfiStartupLocalityEvent (PFP 1.06, 10.4.5.3): before PCR0 is first extended, once. */
  private void startupLocality(EventLog.Event e) throws MalformedInput {
    int at = STARTUP_LOCALITY.length();
    if (e.pcr() != 0 || e.data().length() != at + 1 || pcr0Extended || locality.isPresent()) {
      throw in.malformed("a StartupLocality event that stands where none may");
    }
    int value = e.data().u8(at);
    if (value != 0 && value != 3 && value != 4) {
      throw in.malformed("StartupLocality is " + value + "; 0, 3 and 4 are defined");
    }
    locality = Optional.of(value);
  }

  /**
   * Some firmware hands out the whole log area; what follows the last event is all 00 or all FF.
   */
  private boolean atPadding() {
    if (in.remaining() > tail) {
      return false;
    }
    padding = in.remaining();
    return true;
  }

  /** Length of the run of one fill byte at the end, counted once. */
  private static int tail(Bytes log) {
    int n = 0;
    int fill = log.isEmpty() ? 0 : log.u8(log.length() - 1);
    while ((fill == 0 || fill == 0xff)
        && n < log.length()
        && log.u8(log.length() - 1 - n) == fill) {
      n++;
    }
    return n;
  }
}
