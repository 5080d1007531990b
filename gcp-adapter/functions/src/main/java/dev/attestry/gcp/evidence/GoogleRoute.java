package dev.attestry.gcp.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.route.GuestScript;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
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
 * Evidence of machines of Google. Who answers is chosen by the scheme and the selector that the
 * flow map names: the API where it knows the evidence, else the guest, at its url or by metadata.
 * Whoever may set a machine's metadata may run anything there: Google knows no right to set one
 * item only.
 */
public final class GoogleRoute implements EvidenceSource {

  private static final String TOKEN = "gcp-attestation-jwt";

  private static final Pattern MACHINE =
      Pattern.compile(
          "projects/[a-z0-9:.-]{1,100}/zones/[a-z0-9-]{1,63}/instances/[a-z0-9-]{1,63}");

  private final GoogleClients clients;
  private final HttpsRoute byUrl;
  private final Duration timeout;
  private final RandomGenerator random;

  /**
   * @param byUrl brings what a guest gives, where the selector names a url
   * @param timeout for all calls of one answer
   * @param random ids of requests, jitter between polls
   */
  public GoogleRoute(
      GoogleClients clients, HttpsRoute byUrl, Duration timeout, RandomGenerator random) {
    this.clients = clients;
    this.byUrl = byUrl;
    this.timeout = timeout;
    this.random = random;
  }

  /**
   * Whether a target is asked at its url for all of its evidence. Google's token of a machine that
   * the map names is not: whoever answers there could have it from another machine.
   */
  public boolean isAtUrl(Target target) {
    boolean named = !target.selector().equals(Target.ID) || isMachine(target);
    boolean token = target.scheme().name().equals(TOKEN) && named;
    return byUrl.isTrial(target) || (byUrl.asks(target) && !token);
  }

  private static boolean isMachine(Target target) {
    return MACHINE.matcher(target.instance()).matches();
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    if (isAtUrl(target)) {
      return byUrl.collect(target, challenge);
    }
    if (!isMachine(target)) {
      return new Collected.Failed(
          Reason.NO_INSTANCE,
          "the selector names no projects/P/zones/Z/instances/I, nor a \"url\" that may give this");
    }
    Machine machine = new Machine(new GoogleApi(clients, timeout), target.instance(), random);
    GuestAttributes guest = new GuestAttributes(machine, random);
    try {
      return switch (target.scheme().name()) {
        case "shielded-vm-identity" -> received(target, Map.of("identity", machine.identity()));
        case "shielded-vm-log" -> logged(target, machine);
        case TOKEN -> {
          Quote quote = nonce -> quote(target, nonce, guest);
          yield received(
              target, Map.of("token", CloudAttestation.token(target, challenge, machine, quote)));
        }
        case "gce-shielded-vm" -> shielded(target, challenge, machine, guest);
        default -> GuestScript.ask(target, challenge, guest, GuestAttributes.SOURCE);
      };
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  private static Collected logged(Target target, Machine machine)
      throws NoAnswer, InterruptedException {
    Bytes entry =
        IntegrityLog.newest(machine)
            .orElseThrow(
                () -> new NoAnswer(Reason.REFUSED, "the integrity log has no boot of the machine"));
    return received(target, Map.of("entry", entry));
  }

  /** The API's word on the keys, the guest's quote by one of them, and Google's on the boot. */
  private Collected shielded(
      Target target, Challenge challenge, Machine machine, GuestAttributes guest)
      throws NoAnswer, InterruptedException {
    Bytes slot =
        target
            .recipe()
            .slots(challenge)
            .part("quote")
            .whole()
            .orElseThrow(() -> new NoAnswer(Reason.BROKEN, "the recipe has no slot for a quote"));
    TreeMap<String, Bytes> parts = new TreeMap<>(quote(target, slot, guest));
    parts.keySet().retainAll(target.scheme().evidenceRoles());
    // Whatever the guest says of its keys and of its boot: these are the provider's to say.
    parts.remove("entry");
    parts.put("identity", machine.identity());
    IntegrityLog.newest(machine).ifPresent(e -> parts.put("entry", e));
    return received(target, parts);
  }

  /** The guest's own part: the answer to one nonce of its script, or of whoever is at its url. */
  private Map<String, Bytes> quote(Target target, Bytes nonce, GuestAttributes guest)
      throws NoAnswer, InterruptedException {
    if (target.url().isEmpty()) {
      return guest.quote(nonce);
    }
    Target quote =
        new Target(
            target.component(),
            target.instance(),
            Schemes.named("tpm2-quote").orElseThrow(),
            Json.object(),
            target.url());
    return switch (byUrl.collect(quote, Slots.of(nonce))) {
      case Collected.Received r -> r.evidence().parts();
      case Collected.Failed f -> throw new NoAnswer(f.reason(), f.detail());
    };
  }

  private static Collected received(Target target, Map<String, Bytes> parts) {
    return new Collected.Received(Evidence.of(target.scheme().mediaType(), parts), Collateral.NONE);
  }
}
