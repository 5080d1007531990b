package dev.attestry.azure.evidence;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.route.Answers;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A token of Azure Attestation. The guest's report signs the hash of runtime data that hold our
 * challenge, the provider sees that it does and writes them into the token. The request's own
 * {@code nonce} is not used: the provider copies it, whatever the report's age.
 */
public final class MaaRoute implements EvidenceSource {

  /** The version that knows all kinds. */
  private static final String VERSION = "?api-version=2025-06-01";

  /** Formats of the guest script, in the order in which they are tried. */
  private static final List<String> FORMATS = List.of("sev-snp", "tdx");

  private final HttpPipeline pipeline;
  private final UnaryOperator<String> address;
  private final HttpsRoute byUrl;
  private final RunCommandRoute byMachine;
  private final Duration timeout;

  /**
   * @param pipeline brings our token to the provider
   * @param address of an issuer; itself, but in tests
   * @param timeout for the provider's answers
   */
  public MaaRoute(
      HttpPipeline pipeline,
      UnaryOperator<String> address,
      HttpsRoute byUrl,
      RunCommandRoute byMachine,
      Duration timeout) {
    this.pipeline = pipeline;
    this.address = address;
    this.byUrl = byUrl;
    this.byMachine = byMachine;
    this.timeout = timeout;
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    String nonce = target.recipe().slots(challenge).whole().map(Bytes::utf8).orElse("");
    Bytes runtime = Bytes.utf8(Json.object().put("nonce", nonce).toString());
    try {
      String issuer = MaaIssuer.of(target).origin();
      return switch (report(target, runtime)) {
        case Collected.Failed f -> f;
        case Collected.Received r -> judged(target, issuer, MaaRequest.of(r, runtime));
      };
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  /** What the guest shows of itself, over the runtime data. */
  private Collected report(Target target, Bytes runtime) throws NoAnswer, InterruptedException {
    Bytes slot = Bytes.concat(HashAlgorithm.SHA256.digest(runtime), Bytes.zeros(32));
    Target guest =
        new Target(
            target.component(),
            target.instance(),
            Schemes.named("sev-snp").orElseThrow(),
            Json.object(),
            target.url());
    if (byUrl.asks(guest)) {
      return byUrl.collect(guest, Slots.of(slot));
    }
    RunCommand command = byMachine.command(target);
    NoAnswer last = new NoAnswer(Reason.BROKEN, "no format is tried");
    for (String format : FORMATS) {
      try {
        Bytes answer = GuestScript.whole(format, slot, command);
        return Answers.of(guest, answer, RunCommandRoute.SOURCE);
      } catch (NoAnswer e) {
        last = e;
        if (e.failure().reason() != Reason.REFUSED) {
          throw e;
        }
      }
    }
    throw last;
  }

  /** The provider's verdict, and the keys that it publishes, fetched from nowhere else. */
  private Collected judged(Target target, String issuer, MaaRequest request)
      throws NoAnswer, InterruptedException {
    AzureApi maa = AzureApi.of(pipeline, "Azure Attestation", timeout);
    String at = address.apply(issuer);
    JsonNode token =
        maa.ask(
                HttpMethod.POST,
                at + "/attest/" + request.type() + VERSION,
                Optional.of(request.body()))
            .path("token");
    if (!token.isTextual()) {
      throw new NoAnswer(Reason.REFUSED, "Azure Attestation gave no token");
    }
    Bytes keys = maa.bytes(HttpMethod.GET, at + "/certs", Optional.empty());
    return new Collected.Received(
        Evidence.of(target.scheme().mediaType(), Map.of("token", Bytes.utf8(token.textValue()))),
        new Collateral(List.of(new Collateral.Item("jwks", keys, issuer + "/certs"))));
  }
}
