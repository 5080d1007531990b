package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.GoogleIssuer;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fake of Google Cloud Attestation (v1): challenges that one answer uses up, and the verdict on a
 * quote, which it verifies under the key's certificate. Tokens are a lab issuer's. Of the
 * certificate it looks at nothing but the key. No credentials.
 */
public final class FakeCloudAttestation implements AutoCloseable {

  private static final Map<Integer, String> BANKS = Map.of(11, "sha256", 12, "sha384");
  private static final String VERIFY = ":verifyAttestation";

  private final Map<String, Bytes> challenges = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final GoogleIssuer issuer;
  private final InstantSource clock;
  private final FakeHttp http;

  private FakeCloudAttestation(GoogleIssuer issuer, InstantSource clock) throws IOException {
    this.issuer = issuer;
    this.clock = clock;
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeCloudAttestation start(GoogleIssuer issuer, InstantSource clock)
      throws IOException {
    return new FakeCloudAttestation(issuer, clock);
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** How many challenges nobody has used up. */
  public synchronized int open() {
    return challenges.size();
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    String path = x.getRequestURI().getPath().replaceFirst("^/v1/", "");
    try {
      if (path.matches("projects/[^/]+/locations/[a-z]+-[a-z]+[0-9]+/challenges")) {
        FakeCloudKms.answer(x, challenge(path));
      } else if (!path.endsWith(VERIFY)) {
        FakeCloudKms.refuse(x, 404, "NOT_FOUND");
      } else {
        verify(x, path.replace(VERIFY, ""), Json.readObject("request", body));
      }
    } catch (MalformedInput e) {
      FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
    }
  }

  private ObjectNode challenge(String parent) {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    String name = parent + "/" + HexFormat.of().formatHex(nonce, 0, 8);
    challenges.put(name, Bytes.of(nonce));
    return Json.object()
        .put("name", name)
        .put("used", false)
        .put("tpmNonce", Base64s.encode(Bytes.of(nonce)));
  }

  private void verify(HttpExchange x, String name, ObjectNode ask)
      throws IOException, MalformedInput {
    Bytes nonce = challenges.remove(name);
    JsonNode options = ask.path("tokenOptions");
    if (nonce == null) {
      FakeCloudKms.refuse(x, 404, "NOT_FOUND");
    } else if (!options.path("tokenType").asText().equals("TOKEN_TYPE_PKI")
        || options.path("nonce").size() != 1
        || !options.path("nonce").path(0).asText().matches(".{10,74}")
        || !verified(ask.path("tpmAttestation"), nonce)) {
      FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
    } else {
      Bytes said = Bytes.utf8(options.path("nonce").path(0).asText());
      Evidence token =
          issuer.pki(said, options.path("audience").asText(), "app 1", clock.instant());
      FakeCloudKms.answer(
          x, Json.object().put("oidcClaimsToken", token.part("token").orElseThrow().utf8()));
    }
  }

  private boolean verified(JsonNode tpm, Bytes nonce) throws MalformedInput {
    JsonNode quote = tpm.path("quotes").path(0);
    ObjectNode pcrs = Json.object();
    ObjectNode bank = pcrs.putObject(BANKS.getOrDefault(quote.path("hashAlgo").asInt(), "none"));
    for (Map.Entry<String, JsonNode> r : quote.path("pcrValues").properties()) {
      bank.put(r.getKey(), FakeHttp.base64(r.getValue()).hex());
    }
    Bytes key =
        Bytes.of(
            Crypto.certificate("akCert", FakeHttp.base64(tpm.path("akCert")))
                .getPublicKey()
                .getEncoded());
    TrustAnchor anchor = new TrustAnchor.Material("tpm-ak", "ak_public", key, "akCert");
    Evidence evidence =
        Evidence.of(
            new TpmScheme().mediaType(),
            Map.of(
                "attest", FakeHttp.base64(quote.path("rawQuote")),
                "signature", FakeHttp.base64(quote.path("rawSignature")),
                "eventlog", FakeHttp.base64(tpm.path("tcgEventLog")),
                "pcrs", Bytes.utf8(pcrs.toString())));
    return new TpmScheme()
            .verify(
                evidence,
                new VerificationInput(
                    Profile.FULL,
                    Optional.of(clock.instant()),
                    Slots.of(nonce),
                    Collateral.NONE,
                    TrustAnchors.of(List.of(anchor)),
                    Json.object(),
                    Crypto.fastest()))
            .verdict()
        == Verdict.VERIFIED;
  }

  @Override
  public void close() {
    http.close();
  }
}
