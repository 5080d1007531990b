package dev.attestry.function;

import dev.attestry.codec.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a function is told by its environment, besides what its cloud's clients need.
 *
 * @param shard of the log
 * @param genesis SHA-256 of the log's genesis, which pins it
 * @param cloud as key document and flow map name it; the components that are checked from here
 * @param writer name of the commit key
 * @param map name of the flow map
 * @param policy name of the policy
 * @param timeout how long one attester may take
 * @param atOnce how many attesters are asked at the same time
 * @param attempts how often an attester is asked in one slot
 * @param plans whether checks are planned; what was planned before is answered, or a gap
 */
public record FunctionSettings(
    String shard,
    Bytes genesis,
    String cloud,
    String writer,
    String map,
    String policy,
    Duration timeout,
    int atOnce,
    int attempts,
    boolean plans) {

  /**
   * Reads them from environment variables.
   *
   * @throws IllegalArgumentException with all that is missing or wrong, in one sentence
   */
  public static FunctionSettings of(Map<String, String> environment) {
    Reader r = new Reader(environment, new ArrayList<>());
    FunctionSettings s =
        new FunctionSettings(
            r.text("ATTESTRY_SHARD"),
            r.value("ATTESTRY_GENESIS", "64 hexadecimal digits", FunctionSettings::sha256)
                .orElse(Bytes.EMPTY),
            r.text("ATTESTRY_CLOUD"),
            r.text("ATTESTRY_WRITER"),
            r.text("ATTESTRY_MAP"),
            r.text("ATTESTRY_POLICY"),
            Duration.ofSeconds(r.number("ATTESTRY_TIMEOUT_SECONDS", 20)),
            r.number("ATTESTRY_AT_ONCE", 32),
            r.number("ATTESTRY_ATTEMPTS", 3),
            r.yes("ATTESTRY_PLANS"));
    if (!r.problems.isEmpty()) {
      throw new IllegalArgumentException("environment: " + String.join("; ", r.problems));
    }
    return s;
  }

  private static Bytes sha256(String hex) {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256");
    }
    return Bytes.ofHex(hex);
  }

  private record Reader(Map<String, String> environment, List<String> problems) {

    String text(String name) {
      return value(name, "a text", s -> s).orElse("");
    }

    int number(String name, int otherwise) {
      return environment.containsKey(name)
          ? value(name, "a whole number from 1 to 1000", Reader::small).orElse(1)
          : otherwise;
    }

    /** Unless it says no. */
    boolean yes(String name) {
      return !environment.containsKey(name)
          || value(name, "yes or no", Reader::yesOrNo).orElse(true);
    }

    private static boolean yesOrNo(String s) {
      if (!s.equals("yes") && !s.equals("no")) {
        throw new IllegalArgumentException("neither");
      }
      return s.equals("yes");
    }

    private static int small(String s) {
      int n = Integer.parseInt(s);
      if (n < 1 || n > 1000) {
        throw new IllegalArgumentException("out of range");
      }
      return n;
    }

    <T> Optional<T> value(String name, String expected, Function<String, T> parser) {
      String given = environment.getOrDefault(name, "");
      try {
        if (!given.isEmpty()) {
          return Optional.of(parser.apply(given));
        }
        problems.add(name + " is missing, " + expected + " expected");
      } catch (IllegalArgumentException e) {
        problems.add(name + ": " + expected + " expected");
      }
      return Optional.empty();
    }
  }
}
