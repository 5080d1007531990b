package dev.attestry.gcp.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Cmw;
import dev.attestry.route.GuestScript;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Asks the agent in one machine: the nonce goes in through metadata, all parts of the answer come
 * out through guest attributes, and an exit code after them. Used once.
 */
final class GuestAttributes implements GuestScript.Runner {

  /** How it was reached, for the record. */
  static final String SOURCE = "the guest, through guest attributes";

  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 2000;

  private final Machine machine;
  private final RandomGenerator random;
  private String id = "";
  private Map<String, String> answer = Map.of();

  GuestAttributes(Machine machine, RandomGenerator random) {
    this.machine = machine;
    this.random = random;
  }

  @Override
  public String run(String format, String nonce, int part) throws NoAnswer, InterruptedException {
    if (part == 1) {
      id = "%016x".formatted(random.nextLong());
      machine.ask(id + " " + format + " " + nonce);
      answer = awaited();
    }
    return answer.getOrDefault(id + "." + part, "");
  }

  /**
   * The parts of a quote and its boot log.
   *
   * @param nonce 32 bytes
   */
  Map<String, Bytes> quote(Bytes nonce) throws NoAnswer, InterruptedException {
    try {
      return Cmw.parse(GuestScript.whole("tpm2-quote", nonce, this), SOURCE).evidence();
    } catch (MalformedInput e) {
      throw new NoAnswer(Reason.REFUSED, "the answer is no CMW collection of evidence");
    }
  }

  /** Polls with growing waits until the exit code is there. */
  private Map<String, String> awaited() throws NoAnswer, InterruptedException {
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      Thread.sleep(wait / 2 + random.nextLong(wait / 2 + 1));
      Map<String, String> all = machine.attributes();
      String exit = all.get(id + ".exit");
      if (exit != null) {
        if (!exit.matches("[0-9]{1,3}")) {
          throw new NoAnswer(Reason.REFUSED, "the agent in the guest gave no exit code");
        }
        if (Integer.parseInt(exit) != 0) {
          throw NoAnswer.exit(Integer.parseInt(exit));
        }
        return all;
      }
      wait = Math.min(wait * 3 / 2, LONGEST_WAIT_MILLIS);
    }
  }
}
