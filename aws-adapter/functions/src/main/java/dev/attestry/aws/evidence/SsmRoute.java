package dev.attestry.aws.evidence;

import dev.attestry.evidence.Challenge;
import dev.attestry.route.GuestScript;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Asks the guest script through Systems Manager, by a document that runs that script and nothing
 * else ({@code infra/guest/attestry-evidence.ssm.json}). A part of the answer is a command of its
 * own: Systems Manager gives back 24,000 characters.
 */
public final class SsmRoute implements EvidenceSource {

  /** API_SendCommand, InstanceIds: of EC2, and of machines that are registered by hand. */
  private static final Pattern INSTANCE =
      Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})|mi-[0-9a-f]{17}");

  private final SsmClient client;
  private final String document;
  private final Duration timeout;
  private final RandomGenerator random;

  /**
   * @param document name of the command document
   * @param timeout for all parts of one answer
   * @param random jitter between polls
   */
  public SsmRoute(SsmClient client, String document, Duration timeout, RandomGenerator random) {
    this.client = client;
    this.document = document;
    this.timeout = timeout;
    this.random = random;
  }

  /** Whether EC2 gave a machine its name. */
  static boolean isInstance(String id) {
    return INSTANCE.matcher(id).matches() && id.startsWith("i-");
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    if (!INSTANCE.matcher(target.instance()).matches()) {
      return new Collected.Failed(
          Collected.Reason.NO_INSTANCE,
          "the selector names no id of an instance, nor a \"url\" that may give this");
    }
    SsmCommand command = new SsmCommand(client, document, target.instance(), timeout, random);
    return GuestScript.ask(target, challenge, command, "the guest, through Systems Manager");
  }
}
