package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The registers of a software TPM. */
public final class LabPcrs {

  private static final int COUNT = 24;

  private final Map<HashAlgorithm, Bytes[]> banks = new EnumMap<>(HashAlgorithm.class);

  LabPcrs(Set<HashAlgorithm> hashes) {
    for (HashAlgorithm h : hashes) {
      Bytes[] values = new Bytes[COUNT];
      Arrays.fill(values, Bytes.zeros(h.length()));
      byte[] ones = new byte[h.length()];
      Arrays.fill(ones, (byte) 0xff);
      Arrays.fill(values, 17, 23, Bytes.of(ones)); // 17 to 22 start all ones
      banks.put(h, values);
    }
  }

  Set<HashAlgorithm> hashes() {
    return banks.keySet();
  }

  Bytes get(HashAlgorithm bank, int pcr) {
    return values(bank)[pcr];
  }

  /** As TPM2_PCR_Extend does. */
  void extend(HashAlgorithm bank, int pcr, Bytes digest) {
    values(bank)[pcr] = bank.digest(get(bank, pcr), digest);
  }

  private Bytes[] values(HashAlgorithm bank) {
    return Objects.requireNonNull(banks.get(bank), "this TPM has no such bank");
  }

  /** The values of these registers in a bank, as the part {@code pcrs} holds them. */
  Bytes json(Map<HashAlgorithm, List<Integer>> selected) {
    ObjectNode o = Json.object();
    selected.forEach(
        (bank, pcrs) -> {
          ObjectNode values = o.putObject(bank.label());
          pcrs.forEach(i -> values.put(Integer.toString(i), get(bank, i).hex()));
        });
    return Bytes.utf8(o.toString());
  }
}
