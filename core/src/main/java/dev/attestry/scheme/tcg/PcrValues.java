package dev.attestry.scheme.tcg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * PCR values by bank and index, as given beside a quote or a log. The values themselves prove
 * nothing; a quote's digest does.
 */
public final class PcrValues {

  private static final String STRUCTURE = "pcrs";

  /** Null for a register that was not given. */
  private final Map<HashAlgorithm, @Nullable Bytes[]> banks;

  private PcrValues(Map<HashAlgorithm, @Nullable Bytes[]> banks) {
    this.banks = banks;
  }

  /** Reads {@code {"sha256": {"0": "<hex>", …}, …}}. */
  public static PcrValues parse(Bytes json) throws MalformedInput {
    Optional<Map<HashAlgorithm, @Nullable Bytes[]>> usual = PcrText.read(json);
    if (usual.isPresent()) {
      return new PcrValues(usual.get());
    }
    Map<HashAlgorithm, @Nullable Bytes[]> banks = new EnumMap<>(HashAlgorithm.class);
    for (Map.Entry<String, JsonNode> b : Json.readObject(STRUCTURE, json).properties()) {
      HashAlgorithm hash =
          HashAlgorithm.ofName(b.getKey())
              .orElseThrow(() -> new MalformedInput(STRUCTURE, -1, "a bank we do not compute"));
      if (!b.getValue().isObject() || banks.containsKey(hash)) {
        throw new MalformedInput(STRUCTURE, -1, "one object for each bank expected");
      }
      @Nullable Bytes[] values = new @Nullable Bytes[PcrSelection.PCRS];
      for (Map.Entry<String, JsonNode> v : b.getValue().properties()) {
        values[index(v.getKey())] = value(hash, v.getValue());
      }
      banks.put(hash, values);
    }
    return new PcrValues(banks);
  }

  /** Values from elsewhere: a replay, a TPM. */
  public static PcrValues of(Map<HashAlgorithm, SortedMap<Integer, Bytes>> banks) {
    Map<HashAlgorithm, @Nullable Bytes[]> copy = new EnumMap<>(HashAlgorithm.class);
    banks.forEach(
        (bank, values) -> {
          @Nullable Bytes[] of = new @Nullable Bytes[PcrSelection.PCRS];
          values.forEach((pcr, value) -> of[pcr] = value);
          copy.put(bank, of);
        });
    return new PcrValues(copy);
  }

  /** The value of a register, if it was given. */
  public Optional<Bytes> get(HashAlgorithm bank, int pcr) {
    @Nullable Bytes[] b = banks.get(bank);
    return b == null || pcr < 0 || pcr >= b.length ? Optional.empty() : Optional.ofNullable(b[pcr]);
  }

  /** The banks that were given, weakest first. */
  public Set<HashAlgorithm> banks() {
    return banks.keySet();
  }

  /** Only the registers that a quote covers: nothing else is signed. */
  public PcrValues quoted(PcrSelection selection) {
    Map<HashAlgorithm, @Nullable Bytes[]> kept = new EnumMap<>(HashAlgorithm.class);
    each(
        (bank, pcr, value) -> {
          if (selection.covers(bank, pcr)) {
            kept.computeIfAbsent(bank, k -> new @Nullable Bytes[PcrSelection.PCRS])[pcr] = value;
          }
        });
    return new PcrValues(kept);
  }

  /** The registers that were given although the quote does not cover them. */
  public List<String> beyond(PcrSelection selection) {
    List<String> out = new ArrayList<>();
    each(
        (bank, pcr, value) -> {
          if (!selection.covers(bank, pcr)) {
            out.add(bank.label() + ":" + pcr);
          }
        });
    return out;
  }

  private interface Register {
    void at(HashAlgorithm bank, int pcr, Bytes value);
  }

  private void each(Register register) {
    banks.forEach(
        (bank, values) -> {
          for (int pcr = 0; pcr < values.length; pcr++) {
            Bytes value = values[pcr];
            if (value != null) {
              register.at(bank, pcr, value);
            }
          }
        });
  }

  /**
   * The pcrDigest of these values (TPM 2.0 part 3, TPM2_Quote): all selected values, bank by bank
   * in the order of the selection, under the hash of the signature.
   *
   * @return empty if a selected value is missing
   */
  public Optional<Bytes> digest(PcrSelection selection, HashAlgorithm hash) {
    List<Bytes> all = new ArrayList<>();
    for (PcrSelection.Bank b : selection.banks()) {
      Optional<HashAlgorithm> bank = b.hash();
      for (int pcr : b.pcrs()) {
        Optional<Bytes> value = bank.flatMap(h -> get(h, pcr));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        all.add(value.get());
      }
    }
    return Optional.of(hash.digest(all.toArray(Bytes[]::new)));
  }

  /** Fills {@code {"sha256": {"0": "<hex>"}}}. */
  public void writeTo(ObjectNode json) {
    Map<HashAlgorithm, ObjectNode> nodes = new EnumMap<>(HashAlgorithm.class);
    banks.keySet().forEach(bank -> nodes.put(bank, json.putObject(bank.label())));
    each(
        (bank, pcr, value) ->
            Objects.requireNonNull(nodes.get(bank)).put(Integer.toString(pcr), value.hex()));
  }

  private static int index(String name) throws MalformedInput {
    // One spelling for each register: no sign, no leading zero.
    int n = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      boolean leadingZero = n == 0 && i > 0;
      if (digit < 0 || digit > 9 || leadingZero || n >= PcrSelection.PCRS) {
        n = PcrSelection.PCRS;
        break;
      }
      n = n * 10 + digit;
    }
    if (name.isEmpty() || n >= PcrSelection.PCRS) {
      throw new MalformedInput(STRUCTURE, -1, "register names are 0 to 23");
    }
    return n;
  }

  private static Bytes value(HashAlgorithm hash, JsonNode v) throws MalformedInput {
    String text = v.isTextual() ? v.textValue() : "";
    boolean hex = text.chars().allMatch(HexFormat::isHexDigit);
    if (!hex || text.length() != 2 * hash.length()) {
      throw new MalformedInput(
          STRUCTURE, -1, hash.length() + " bytes in hexadecimal expected in " + hash.label());
    }
    return Bytes.ofHex(text);
  }
}
