package dev.attestry.azure.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.route.Answers;
import dev.attestry.route.GuestScript;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.util.Map;
import java.util.TreeMap;

/**
 * A confidential VM with its provider's verdict ({@code azure-cvm}), by Run Command: the guest
 * script gives report and quote, and then the token that Microsoft's client gets in the guest, each
 * over a nonce of its own. That both are of one machine is for the verification to show.
 */
public final class AzureCvmRoute implements EvidenceSource {

  private static final String TOKEN = "token";

  private final RunCommandRoute byMachine;

  /**
   * @param byMachine runs the guest script
   */
  public AzureCvmRoute(RunCommandRoute byMachine) {
    this.byMachine = byMachine;
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    Slots slots = target.recipe().slots(challenge);
    try {
      MaaIssuer issuer = MaaIssuer.of(target);
      RunCommand command = byMachine.command(target);
      Bytes quote = slots.part("quote").whole().orElseThrow();
      Collected machine = answer(target, GuestScript.whole("azure-hcl", quote, command));
      // The slot holds digits, which the script is given as they are.
      Bytes digits = slots.part(TOKEN).whole().orElseThrow();
      Bytes nonce = Bytes.ofHex(digits.utf8());
      Collected verdict = answer(target, GuestScript.whole("maa-jwt", nonce, command.of(issuer)));
      return machine instanceof Collected.Received m && verdict instanceof Collected.Received v
          ? both(target, m, v)
          : machine instanceof Collected.Failed ? machine : verdict;
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  private static Collected answer(Target target, Bytes answer) {
    return Answers.of(target, answer, RunCommandRoute.SOURCE);
  }

  /** Of each answer what it was asked for, and nothing else that it may hold. */
  private static Collected both(
      Target target, Collected.Received machine, Collected.Received verdict) {
    Map<String, Bytes> parts = new TreeMap<>(machine.evidence().parts());
    parts.remove(TOKEN);
    verdict.evidence().part(TOKEN).ifPresent(t -> parts.put(TOKEN, t));
    return new Collected.Received(
        Evidence.of(target.scheme().mediaType(), parts), machine.collateral());
  }
}
