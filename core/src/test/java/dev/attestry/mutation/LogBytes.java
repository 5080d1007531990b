package dev.attestry.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.scheme.tcg.TpmAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a byte of a boot log belongs to (PFP 1.06, 10.2); the log is a good one. */
final class LogBytes {

  private static final int NO_ACTION = 3;
  private static final int SHA1 = 4;
  private static final int TYPE = 4;
  private static final int FIRST_DATA = 32;
  private static final int VERSIONS = FIRST_DATA + 16;
  private static final Bytes SPEC_ID = Bytes.utf8("Spec ID Event03\0");

  private record Digest(int algorithm, int from, int to) {}

  private record Event(int from, List<Digest> digests, int data, int end) {}

  private final Bytes log;
  private final JsonNode replayed;
  private final boolean agile;
  private final Map<Integer, Integer> sizes = new HashMap<>(Map.of(SHA1, 20));

  private LogBytes(Mutant m) {
    this.log = m.original();
    this.replayed = Mutant.said(m.before()).at("/boot/replayed");
    this.agile = u32(TYPE) == NO_ACTION && log.hasAt(FIRST_DATA, SPEC_ID);
  }

  /**
   * What no replayed register knows: types, events that are not extended, registers and banks that
   * are not replayed, text that is not what was measured; of the first event all but its form.
   */
  static boolean unmeasured(Mutant m) {
    LogBytes l = new LogBytes(m);
    Event e = l.at(m.at());
    if (l.agile && e.from() == 0) {
      return l.ofSpecId(m.at(), e);
    }
    List<HashAlgorithm> banks = l.banks(e);
    int at = m.at() - e.from();
    if (l.u32(e.from() + TYPE) == NO_ACTION || banks.isEmpty() || at >= TYPE && at < 2 * TYPE) {
      return true;
    }
    for (Digest d : e.digests()) {
      if (m.at() >= d.from() && m.at() < d.to()) {
        return TpmAlgorithm.hash(d.algorithm()).filter(banks::contains).isEmpty();
      }
    }
    return m.at() >= e.data() && !l.measured(e, banks);
  }

  /** The type of an event that is extended, and then no more: its register is not replayed. */
  static boolean typeOfTheOnlyEvent(Mutant m) {
    LogBytes l = new LogBytes(m);
    Event e = l.at(m.at());
    int at = m.at() - e.from();
    return at >= TYPE && at < 2 * TYPE && m.bytes().u8(e.from() + TYPE) == NO_ACTION;
  }

  /** Text that is what was measured, and then no more. */
  static boolean text(Mutant m) {
    LogBytes l = new LogBytes(m);
    Event e = l.at(m.at());
    return m.at() >= e.data() && !(l.agile && e.from() == 0) && l.measured(e, l.banks(e));
  }

  private Event at(int at) {
    Event e = event(0, false);
    if (agile) {
      int spec = VERSIONS + 8;
      for (int i = 0; i < u32(spec); i++) {
        sizes.put(u16(spec + 4 + 4 * i), u16(spec + 6 + 4 * i));
      }
    }
    while (at >= e.end() && e.end() < log.length()) {
      e = event(e.end(), agile);
    }
    return e;
  }

  private Event event(int from, boolean agileLayout) {
    List<Digest> digests = new ArrayList<>();
    int p = from + 2 * TYPE;
    if (agileLayout) {
      int count = u32(p);
      p += 4;
      for (int i = 0; i < count; i++) {
        int size = sizes.getOrDefault(u16(p), 0);
        digests.add(new Digest(u16(p), p + 2, p + 2 + size));
        p += 2 + size;
      }
    } else {
      digests.add(new Digest(SHA1, p, p + 20));
      p += 20;
    }
    return new Event(from, digests, p + 4, p + 4 + u32(p));
  }

  /** Register, digest, platform class and versions; and what the vendor adds. */
  private boolean ofSpecId(int at, Event e) {
    int vendor = VERSIONS + 8 + 4 + 4 * u32(VERSIONS + 8);
    return at < TYPE
        || at >= 2 * TYPE && at < 2 * TYPE + 20
        || at >= VERSIONS && at < VERSIONS + 8
        || at > vendor && at < e.end();
  }

  private List<HashAlgorithm> banks(Event e) {
    int register = u32(e.from());
    List<HashAlgorithm> out = new ArrayList<>();
    for (HashAlgorithm bank : HashAlgorithm.values()) {
      for (JsonNode n : replayed.path(bank.label())) {
        if (n.asInt(-1) == register) {
          out.add(bank);
        }
      }
    }
    for (JsonNode n : replayed.isArray() ? replayed : List.<JsonNode>of()) {
      if (n.asText().equals("RTMR" + (register - 1))) {
        out.add(HashAlgorithm.SHA384);
      }
    }
    return out;
  }

  private boolean measured(Event e, List<HashAlgorithm> banks) {
    Bytes data = log.slice(e.data(), e.end());
    return banks.stream().allMatch(b -> digest(e, b).filter(b.digest(data)::equals).isPresent());
  }

  private Optional<Bytes> digest(Event e, HashAlgorithm bank) {
    return e.digests().stream()
        .filter(d -> TpmAlgorithm.hash(d.algorithm()).filter(bank::equals).isPresent())
        .map(d -> log.slice(d.from(), d.to()))
        .findFirst();
  }

  private int u16(int at) {
    return log.u8(at) | log.u8(at + 1) << 8;
  }

  private int u32(int at) {
    return u16(at) | u16(at + 2) << 16;
  }
}
