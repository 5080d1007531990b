package dev.attestry.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.scheme.tcg.Attest;
import dev.attestry.scheme.tcg.PcrSelection;
import dev.attestry.scheme.tcg.PcrValues;
import dev.attestry.scheme.tcg.TpmAlgorithm;
import java.util.List;

/** What of a quote, its registers and its key may differ and mean the same. */
final class Registers {

  private static final int IMA = 10;
  private static final int NAME_ALGORITHM = 2;
  private static final int ATTRIBUTES_END = 8;

  private Registers() {}

  static boolean sameQuote(Mutant m) throws MalformedInput {
    return Attest.parse(m.original()).quote().equals(Attest.parse(m.bytes()).quote());
  }

  /** The values of all registers that are quoted or replayed; of a list alone, of its own. */
  static boolean sameValues(Mutant m) throws MalformedInput {
    PcrValues one = PcrValues.parse(m.original());
    PcrValues other = PcrValues.parse(m.bytes());
    JsonNode said = Mutant.said(m.before());
    if (m.scheme().equals("ima-log")) {
      JsonNode covers = m.given().of().input().stated().path("ima_covers");
      return ofIma(one, covers).equals(ofIma(other, covers));
    }
    for (HashAlgorithm bank : HashAlgorithm.values()) {
      for (int pcr = 0; pcr < PcrSelection.PCRS; pcr++) {
        if (counts(said, bank.label(), pcr) && !one.get(bank, pcr).equals(other.get(bank, pcr))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean counts(JsonNode said, String bank, int pcr) {
    if (said.has("pcrs")) {
      return said.path("pcrs").path(bank).has(Integer.toString(pcr));
    }
    for (JsonNode n : said.at("/boot/replayed").path(bank)) {
      if (n.asInt() == pcr) {
        return true;
      }
    }
    return false;
  }

  /** IMA's register in the stated banks, else the strongest; boot_aggregate is the list's claim. */
  private static List<Bytes> ofIma(PcrValues values, JsonNode covers) {
    List<Bytes> all =
        values.banks().stream()
            .filter(b -> !covers.isArray() || covers.toString().contains('"' + b.label() + '"'))
            .flatMap(b -> values.get(b, IMA).stream())
            .toList();
    return covers.isArray() ? all : all.subList(Math.max(0, all.size() - 1), all.size());
  }

  /** Of a TPMT_PUBLIC: name algorithm, attributes, policy, the size that the modulus tells. */
  static boolean sameKeyAndUse(Mutant m) {
    Bytes b = m.original();
    int from = u16(b, 0) == b.length() - 2 ? 2 : 0;
    int at = m.at() - from;
    int policy = from + ATTRIBUTES_END + 2;
    int scheme = policy + u16(b, policy - 2) + 2;
    int size = scheme + (u16(b, scheme) == TpmAlgorithm.NULL ? 2 : 4);
    return at >= NAME_ALGORITHM && at < ATTRIBUTES_END
        || m.at() >= policy && m.at() < scheme - 2
        || u16(b, from) == TpmAlgorithm.RSA && m.at() >= size && m.at() < size + 2;
  }

  /** The end of a chain is no anchor any more, and the key itself is pinned. */
  static boolean vouchedForByItsPin(Mutant m) {
    ObjectNode before = Mutant.said(m.before());
    ObjectNode after = Mutant.said(m.after());
    boolean pinned = after.at("/ak/provenance").asText().equals("pinned-key");
    List.of("provenance", "root_sha256", "unrevocable")
        .forEach(
            name -> {
              before.withObject("/ak").remove(name);
              after.withObject("/ak").remove(name);
            });
    return pinned && before.equals(after);
  }

  private static int u16(Bytes b, int at) {
    return b.u8(at) << 8 | b.u8(at + 1);
  }
}
