package dev.attestry.azure.evidence;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.route.GuestScript;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Runs the guest script on one machine: a command is a resource below the machine's, which is made,
 * looked at until it has ended, and taken away.
 */
final class RunCommand implements GuestScript.Runner {

  static final String VERSION = "api-version=2024-07-01";

  /** Of {@code instanceView.output}: the last 4,096 bytes. */
  private static final int LIMIT = 4000;

  /** Azure does not say by which status it refuses one command more than a machine holds. */
  private static final Set<Integer> PERHAPS_FULL = Set.of(400, 409);

  private static final int TIMEOUT_SECONDS = 60;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 3000;

  private final AzureApi manager;
  private final String machine;
  private final RandomGenerator random;
  private final String provider;
  private Optional<String> location = Optional.empty();

  /**
   * @param machine its address at Resource Manager
   */
  RunCommand(AzureApi manager, String machine, RandomGenerator random) {
    this(manager, machine, random, "");
  }

  private RunCommand(AzureApi manager, String machine, RandomGenerator random, String provider) {
    this.manager = manager;
    this.machine = machine;
    this.random = random;
    this.provider = provider;
  }

  /** The same for a token of a provider; its name becomes part of a command. */
  RunCommand of(MaaIssuer issuer) {
    return new RunCommand(manager, machine, random, " --provider " + issuer.origin());
  }

  @Override
  public String run(String format, String nonce, int part) throws NoAnswer, InterruptedException {
    String command = RunCommands.of(machine) + "/" + RunCommands.name(Instant.now(), random);
    String script =
        "exec attestry-evidence %s %s%s --part %d --limit %d"
            .formatted(format, nonce, provider, part, LIMIT);
    ObjectNode o = Json.object().put("location", location());
    ObjectNode properties = o.putObject("properties");
    properties.putObject("source").put("script", script);
    properties.put("asyncExecution", true).put("timeoutInSeconds", TIMEOUT_SECONDS);
    try {
      create(command + "?" + VERSION, o);
      return output(command);
    } finally {
      // Also where nobody knows whether it was made: its answer was lost, or an error.
      manager.tryToDelete(command + "?" + VERSION);
    }
  }

  /**
   * Of a machine that takes no command, what others left there is removed first. Azure answers
   * before it is gone, so what is refused a moment later may be taken by the next attempt.
   */
  private void create(String command, ObjectNode body) throws NoAnswer, InterruptedException {
    AzureApi.Answer made = manager.send(HttpMethod.PUT, command, Optional.of(body));
    if (PERHAPS_FULL.contains(made.status())
        && RunCommands.removeOld(manager, machine, Instant.now())) {
      Thread.sleep(LONGEST_WAIT_MILLIS);
      made = manager.send(HttpMethod.PUT, command, Optional.of(body));
      if (PERHAPS_FULL.contains(made.status())) {
        throw new NoAnswer(
            Collected.Reason.UNREACHABLE, "old commands are being taken from the machine");
      }
    }
    manager.good(made);
  }

  /** Where the machine is, which a command must repeat. */
  private String location() throws NoAnswer, InterruptedException {
    if (location.isEmpty()) {
      JsonNode m = manager.ask(HttpMethod.GET, machine + "?" + VERSION, Optional.empty());
      location = Optional.of(m.path("location").asText());
    }
    return location.get();
  }

  /** Polls with growing waits until the command has ended. */
  private String output(String command) throws NoAnswer, InterruptedException {
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      Thread.sleep(wait / 2 + random.nextLong(wait / 2 + 1));
      JsonNode view =
          manager
              .ask(HttpMethod.GET, command + "?$expand=instanceView&" + VERSION, Optional.empty())
              .path("properties")
              .path("instanceView");
      Optional<String> printed = printed(view);
      if (printed.isPresent()) {
        return printed.get();
      }
      wait = Math.min(wait * 3 / 2, LONGEST_WAIT_MILLIS);
    }
  }

  /** What it printed; empty while it runs. */
  private static Optional<String> printed(JsonNode view) throws NoAnswer {
    return switch (view.path("executionState").asText("Unknown")) {
      case "Unknown", "Pending", "Running" -> Optional.empty();
      case "Succeeded" -> Optional.of(view.path("output").asText());
      case "Failed" -> throw NoAnswer.exit(view.path("exitCode").asInt(-1));
      case "TimedOut" ->
          throw new NoAnswer(
              Collected.Reason.TIMED_OUT, "the command did not reach its end on the machine");
      default ->
          throw new NoAnswer(
              Collected.Reason.UNREACHABLE, "the command was given up on the machine");
    };
  }
}
