package dev.attestry.gcp.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.Evidence;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.route.GuestScript;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Evidence of machines by Google's APIs. Who answers is chosen by the scheme that the flow map
 * names: the API where it knows the evidence, else the agent in the guest. Whoever may set a
 * machine's metadata may run anything there: Google knows no right to set one item only.
 */
public final class GoogleRoute implements EvidenceSource {

  private static final Pattern MACHINE =
      Pattern.compile(
          "projects/[a-z0-9:.-]{1,100}/zones/[a-z0-9-]{1,63}/instances/[a-z0-9-]{1,63}");

  private static final String GUEST = "the guest, through guest attributes";

  private final GoogleClients clients;
  private final Duration timeout;
  private final RandomGenerator random;

  /**
   * @param timeout for all calls of one answer
   * @param random ids of requests, jitter between polls
   */
  public GoogleRoute(GoogleClients clients, Duration timeout, RandomGenerator random) {
    this.clients = clients;
    this.timeout = timeout;
    this.random = random;
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    if (!MACHINE.matcher(target.instance()).matches()) {
      return new Collected.Failed(
          Reason.NO_INSTANCE,
          "the selector has neither \"url\" nor projects/P/zones/Z/instances/I");
    }
    Machine machine = new Machine(new GoogleApi(clients, timeout), target.instance(), random);
    GuestAttributes guest = new GuestAttributes(machine, random);
    try {
      return switch (target.scheme().name()) {
        case "shielded-vm-identity" ->
            received(target, Map.of("identity", machine.identity()), Collateral.NONE);
        case "gce-shielded-vm" -> shielded(target, challenge, machine, guest);
        default -> GuestScript.ask(target, challenge, guest, GUEST);
      };
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  /** The API's word on the keys, and the guest's quote by one of them. */
  private static Collected shielded(
      Target target, Challenge challenge, Machine machine, GuestAttributes guest)
      throws NoAnswer, InterruptedException {
    TreeMap<String, Bytes> parts = new TreeMap<>(quoted(target, challenge, guest));
    parts.keySet().retainAll(target.scheme().evidenceRoles());
    // Whatever the guest says of its keys and of its log: these are the provider's to say.
    parts.remove("entry");
    parts.put("identity", machine.identity());
    return received(target, parts, Collateral.NONE);
  }

  private static Map<String, Bytes> quoted(
      Target target, Challenge challenge, GuestAttributes guest)
      throws NoAnswer, InterruptedException {
    Bytes slot =
        target
            .recipe()
            .slots(challenge)
            .part("quote")
            .whole()
            .orElseThrow(() -> new NoAnswer(Reason.BROKEN, "the recipe has no slot for a quote"));
    try {
      return Cmw.parse(GuestScript.whole("tpm2-quote", slot, guest), GUEST).evidence();
    } catch (MalformedInput e) {
      throw new NoAnswer(Reason.REFUSED, "the answer is no CMW collection of evidence");
    }
  }

  private static Collected received(
      Target target, Map<String, Bytes> parts, Collateral collateral) {
    return new Collected.Received(Evidence.of(target.scheme().mediaType(), parts), collateral);
  }
}
