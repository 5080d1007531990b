package dev.attestry.route;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Challenge;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the script {@code attestry-evidence} in a guest, by whatever runs commands there and gives
 * back a bounded part of what they print.
 */
public final class GuestScript {

  /** What the script can answer; one slot each. */
  private static final Set<String> FORMATS =
      Set.of(
          "tpm2-quote",
          "azure-hcl",
          "maa-jwt",
          "nitrotpm",
          "sev-snp",
          "gce-sev-snp",
          "tdx",
          "gce-tdx");

  /** What the script's exit means, as its head says. */
  private static final Map<Integer, Collected.Failed> EXITS =
      Map.of(
          2, failed(Collected.Reason.BROKEN, "the guest script was not asked rightly"),
          3, failed(Collected.Reason.REFUSED, "the guest has not what this evidence takes"),
          4, failed(Collected.Reason.UNREACHABLE, "a tool or device in the guest failed"),
          5, failed(Collected.Reason.REFUSED, "the guest's answer is too large"),
          6, failed(Collected.Reason.UNREACHABLE, "the guest does not keep that answer any more"),
          127, failed(Collected.Reason.REFUSED, "the guest script is not installed"));

  private GuestScript() {}

  /** Runs the script in one guest. */
  @FunctionalInterface
  public interface Runner {

    /**
     * What it printed for one part.
     *
     * @param format the evidence that is asked for
     * @param nonce in hexadecimal
     * @param part from 1
     * @throws NoAnswer if it did not print an answer
     */
    String run(String format, String nonce, int part) throws NoAnswer, InterruptedException;
  }

  /** Why a runner has nothing. */
  public static final class NoAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    private final Collected.Reason reason;
    private final String detail;

    /**
     * @param detail in words of ours
     */
    public NoAnswer(Collected.Reason reason, String detail) {
      super(detail);
      this.reason = reason;
      this.detail = detail;
    }

    /** The script ended with this exit code. */
    public static NoAnswer exit(int code) {
      Collected.Failed f =
          EXITS.getOrDefault(
              code, failed(Collected.Reason.UNREACHABLE, "the guest script ended with " + code));
      return new NoAnswer(f.reason(), f.detail());
    }

    /** As what is recorded. */
    public Collected.Failed failure() {
      return failed(reason, detail);
    }
  }

  private static Collected.Failed failed(Collected.Reason reason, String detail) {
    return new Collected.Failed(reason, detail);
  }

  /**
   * Asks for all parts of one answer.
   *
   * @param source how it was reached, for the record
   */
  public static Collected ask(Target target, Challenge challenge, Runner runner, String source)
      throws InterruptedException {
    Optional<Bytes> slot = target.recipe().slots(challenge).whole();
    if (slot.isEmpty()) {
      return failed(
          Collected.Reason.REFUSED, "the guest script gives no " + target.scheme().name());
    }
    try {
      return Answers.of(target, whole(target.scheme().name(), slot.get(), runner), source);
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  /**
   * Asks for all parts of one answer, which whoever puts evidence together from several sources
   * reads by itself.
   *
   * @param slot what the signed slot must hold
   * @return a CMW collection, if the guest answers rightly
   */
  public static Bytes whole(String format, Bytes slot, Runner runner)
      throws NoAnswer, InterruptedException {
    if (!FORMATS.contains(format)) {
      throw new NoAnswer(Collected.Reason.REFUSED, "the guest script gives no " + format);
    }
    try {
      PartedAnswer answer = new PartedAnswer();
      while (answer.next() > 0) {
        answer.add(runner.run(format, slot.hex(), answer.next()));
      }
      return answer.whole();
    } catch (EOFException e) {
      throw new NoAnswer(
          Collected.Reason.UNREACHABLE, "the answer came in part: " + e.getMessage());
    } catch (MalformedInput e) {
      throw new NoAnswer(
          Collected.Reason.REFUSED, "what the guest printed is no answer: " + e.getMessage());
    }
  }
}
