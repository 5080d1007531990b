package dev.attestry.scheme.ima;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An IMA measurement list, in either form. */
record ImaLog(boolean ascii, List<ImaEntry> entries) {

  ImaLog {
    entries = List.copyOf(entries);
  }

  /** Tells the forms apart: a binary list begins with a register index of four bytes. */
  static ImaLog parse(Bytes list) throws MalformedInput {
    if (list.length() >= 4 && list.u8(1) == 0 && list.u8(2) == 0 && list.u8(3) == 0) {
      return new ImaLog(false, ImaBinaryParser.parse(list));
    }
    return new ImaLog(true, ImaAsciiParser.parse(list));
  }

  /** The hash that template hashes are made with, by their length. */
  HashAlgorithm templateHash() {
    return switch (entries.get(0).templateHash().length()) {
      case 32 -> HashAlgorithm.SHA256;
      case 48 -> HashAlgorithm.SHA384;
      case 64 -> HashAlgorithm.SHA512;
      default -> HashAlgorithm.SHA1;
    };
  }

  /** The register that the list is about: the usual one, or the first entry's if it has none. */
  int register(int usual) {
    return entries.stream().anyMatch(e -> e.pcr() == usual) ? usual : entries.get(0).pcr();
  }

  /** The entries of one register; a policy rule can send some to another, which others use too. */
  List<ImaEntry> covered(int register) {
    return entries.stream().filter(e -> e.pcr() == register).toList();
  }

  SortedMap<String, Integer> templates(int register) {
    SortedMap<String, Integer> out = new TreeMap<>();
    for (ImaEntry e : covered(register)) {
      out.merge(
          ImaTemplate.known(e.template()) ? e.template() : other(e.template()), 1, Integer::sum);
    }
    return out;
  }

  private static String other(String name) {
    return name.equals(ImaTemplate.ORIGINAL) ? name : "other";
  }

  long violations() {
    return entries.stream().filter(ImaEntry::violation).count();
  }

  /** Every boot_aggregate; more than one after a kexec that carried the list over. */
  List<String> bootAggregates(int register) {
    return covered(register).stream()
        .map(ImaEntry::bootAggregate)
        .flatMap(Optional::stream)
        .toList();
  }

  String words() {
    return String.format(Locale.ROOT, "%d entries, %s", entries.size(), ascii ? "ASCII" : "binary");
  }
}
