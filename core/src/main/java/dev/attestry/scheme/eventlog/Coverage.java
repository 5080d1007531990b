package dev.attestry.scheme.eventlog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.scheme.tcg.PcrSelection;
import dev.attestry.scheme.tcg.PcrValues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which registers of which banks a log must replay to, and whether it does. */
record Coverage(Map<HashAlgorithm, SortedSet<Integer>> pcrs) {

  private static final String STRUCTURE = "eventlog_covers";

  /** IMA extends this one after the log has ended. */
  private static final int IMA_PCR = 10;

  Coverage {
    pcrs = new EnumMap<>(pcrs);
  }

  /** What the relying party states: {@code {"sha256": [0, 1, …]}}. */
  static Coverage stated(JsonNode covers) throws MalformedInput {
    Map<HashAlgorithm, SortedSet<Integer>> out = new EnumMap<>(HashAlgorithm.class);
    for (Map.Entry<String, JsonNode> b : covers.properties()) {
      HashAlgorithm bank =
          HashAlgorithm.ofName(b.getKey())
              .orElseThrow(() -> new MalformedInput(STRUCTURE, -1, "a bank we do not compute"));
      SortedSet<Integer> set = new TreeSet<>();
      for (JsonNode n : b.getValue()) {
        if (!n.isInt() || n.intValue() < 0 || n.intValue() >= PcrSelection.PCRS) {
          throw new MalformedInput(STRUCTURE, -1, "registers 0 to 23 expected");
        }
        set.add(n.intValue());
      }
      if (!set.isEmpty()) {
        out.put(bank, set);
      }
    }
    return new Coverage(out);
  }

  /**
   * Where nothing is stated: in the strongest bank of the values, every register that the log
   * extends in any bank and whose value is known there, but IMA's. Who brings the log has no say: a
   * log that lacks this bank and has a weaker one of the values does not replay. Empty if it has
   * none of them.
   */
  static Coverage usual(EventLog log, PcrValues values) {
    Map<HashAlgorithm, SortedSet<Integer>> out = new EnumMap<>(HashAlgorithm.class);
    List<HashAlgorithm> strongestFirst = new ArrayList<>(values.banks()).reversed();
    if (strongestFirst.stream().noneMatch(log.banks()::contains)) {
      return new Coverage(out);
    }
    SortedSet<Integer> extended = new TreeSet<>();
    log.banks().forEach(bank -> extended.addAll(Replay.of(log, bank).keySet()));
    extended.remove(IMA_PCR);
    for (HashAlgorithm bank : strongestFirst) {
      SortedSet<Integer> set = new TreeSet<>(extended);
      set.removeIf(pcr -> values.get(bank, pcr).isEmpty());
      if (!set.isEmpty()) {
        out.put(bank, set);
        break;
      }
    }
    return new Coverage(out);
  }

  /** What differs between the replay and the values; empty if the log replays. */
  List<String> differences(EventLog log, PcrValues values, Registers registers) {
    List<String> out = new ArrayList<>();
    pcrs.forEach(
        (bank, set) -> {
          Optional<SortedMap<Integer, Bytes>> replay =
              log.banks().contains(bank) ? Optional.of(Replay.of(log, bank)) : Optional.empty();
          for (int pcr : set) {
            String name =
                registers == Registers.PCRS ? bank.label() + ":" + pcr : registers.name(pcr);
            Optional<Bytes> expected = values.get(bank, pcr);
            Optional<Bytes> found =
                replay.map(r -> r.getOrDefault(pcr, Replay.untouched(log, bank, pcr)));
            if (expected.isEmpty()) {
              out.add(name + " has no value to compare with");
            } else if (found.isEmpty()) {
              out.add(name + " is of a bank that the log lacks");
            } else if (!found.equals(expected)) {
              out.add(name + " is " + expected.get() + ", the log gives " + found.get());
            }
          }
        });
    return out;
  }

  boolean isEmpty() {
    return pcrs.isEmpty();
  }

  /** The banks in which a register was replayed. */
  List<HashAlgorithm> banksOf(int pcr) {
    return pcrs.entrySet().stream()
        .filter(e -> e.getValue().contains(pcr))
        .map(Map.Entry::getKey)
        .toList();
  }

  String words(Registers registers) {
    return pcrs.entrySet().stream()
        .map(
            e ->
                registers == Registers.PCRS
                    ? e.getKey().label() + ":" + e.getValue()
                    : e.getValue().stream().map(registers::name).toList().toString())
        .reduce((a, b) -> a + " " + b)
        .orElse("nothing");
  }
}
