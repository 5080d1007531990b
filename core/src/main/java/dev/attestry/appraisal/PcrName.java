package dev.attestry.appraisal;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One PCR of one bank as the name of a rule: {@code pcrs.sha384.4}. */
record PcrName(String bank, int index) {

  /** The rule that holds them all in a policy document. */
  static final String RULE = "pcrs";

  /** Banks that may be named (TCG algorithm registry), and the digits of a value. */
  static final Set<String> BANKS = Set.of("sha1", "sha256", "sha384", "sha512");

  private static final Pattern NAME = Pattern.compile("pcrs\\.(sha[0-9]+)\\.([0-9]{1,2})");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]?");

  static Optional<PcrName> of(String rule) {
    Matcher m = NAME.matcher(rule);
    return m.matches()
        ? Optional.of(new PcrName(m.group(1), Integer.parseInt(m.group(2))))
        : Optional.empty();
  }

  /** The index that a person wrote, 0 to 31. */
  static Optional<Integer> index(String written) {
    return Optional.of(written)
        .filter(w -> INDEX.matcher(w).matches())
        .map(Integer::valueOf)
        .filter(i -> i < 32);
  }

  /** The rule's own name. */
  String rule() {
    return RULE + "." + bank + "." + index;
  }

  /** The order of rules' names: by bank, then by number. */
  static Comparator<String> order() {
    return Comparator.comparing((String n) -> of(n).map(PcrName::bank).orElse(n))
        .thenComparing(n -> of(n).map(PcrName::index).orElse(0));
  }

  /** Hexadecimal digits of a value of this bank. */
  int digits() {
    return switch (bank) {
      case "sha1" -> 40;
      case "sha256" -> 64;
      case "sha384" -> 96;
      default -> 128;
    };
  }
}
