package dev.attestry.azure.evidence;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.route.GuestScript.NoAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands below a machine, of which Azure holds 25. Ours carry in their name when they were
 * made, so that what an instance left that was killed can be told from what another one reads now.
 */
final class RunCommands {

  private static final Pattern OURS = Pattern.compile("attestry-([0-9a-f]{8})-[0-9a-f]{16}");

  /** No function of ours waits as long for an answer. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private RunCommands() {}

  /** Where they are, of a machine's address. */
  static String of(String machine) {
    return machine + "/runCommands";
  }

  static String name(Instant now, RandomGenerator random) {
    return "attestry-%08x-%016x".formatted(now.getEpochSecond(), random.nextLong());
  }

  /**
   * Takes away those of ours that nobody waits for any more, while there is time.
   *
   * @return whether there were any
   */
  static boolean removeOld(AzureApi manager, String machine, Instant now)
      throws NoAnswer, InterruptedException {
    JsonNode all;
    try {
      String list = of(machine) + "?" + RunCommand.VERSION;
      all = manager.ask(HttpMethod.GET, list, Optional.empty()).path("value");
    } catch (NoAnswer e) {
      return false; // What was refused before says more.
    }
    boolean any = false;
    for (JsonNode c : all) {
      String name = c.path("name").asText();
      if (isOld(name, now)) {
        String old = of(machine) + "/" + name + "?" + RunCommand.VERSION;
        any |= manager.send(HttpMethod.DELETE, old, Optional.empty()).status() < 300;
      }
    }
    return any;
  }

  private static boolean isOld(String name, Instant now) {
    Matcher m = OURS.matcher(name);
    return m.matches()
        && Instant.ofEpochSecond(Long.parseLong(m.group(1), 16)).isBefore(now.minus(LONGEST));
  }
}
