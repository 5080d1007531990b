package dev.attestry.azure.evidence;

import com.azure.core.http.HttpPipeline;
import dev.attestry.evidence.Challenge;
import dev.attestry.route.GuestScript;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Asks the guest script by Azure's managed Run Command. A part of the answer is a command of its
 * own: Azure gives back 4 KiB. Whoever may write run commands may run anything on the machine, as
 * root: unlike AWS, Azure knows no right to run one script only.
 */
public final class RunCommandRoute implements EvidenceSource {

  /** How the guest was reached, for the record. */
  static final String SOURCE = "the guest, through Run Command";

  private static final Pattern MACHINE =
      Pattern.compile(
          "/subscriptions/[0-9a-f-]{36}/resourceGroups/[A-Za-z0-9._-]{1,90}"
              + "/providers/Microsoft\\.Compute/virtualMachines/[A-Za-z0-9._-]{1,64}",
          Pattern.CASE_INSENSITIVE);

  private final HttpPipeline pipeline;
  private final String management;
  private final Duration timeout;
  private final RandomGenerator random;

  /**
   * @param pipeline brings our token to Resource Manager
   * @param management its address
   * @param timeout for all parts of one answer
   * @param random names of commands, jitter between polls
   */
  public RunCommandRoute(
      HttpPipeline pipeline, String management, Duration timeout, RandomGenerator random) {
    this.pipeline = pipeline;
    this.management = management;
    this.timeout = timeout;
    this.random = random;
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    try {
      return GuestScript.ask(target, challenge, command(target), SOURCE);
    } catch (GuestScript.NoAnswer e) {
      return e.failure();
    }
  }

  /** What runs the guest script on a target's machine. */
  RunCommand command(Target target) throws GuestScript.NoAnswer {
    if (!MACHINE.matcher(target.instance()).matches()) {
      throw new GuestScript.NoAnswer(
          Collected.Reason.NO_INSTANCE,
          "the selector names no resource id of a machine, nor a \"url\" that may give this");
    }
    return new RunCommand(
        AzureApi.of(pipeline, AzureApi.MANAGER, timeout), management + target.instance(), random);
  }
}
