package dev.attestry.gcp.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Challenge;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import java.util.HexFormat;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Google Cloud Attestation: Google makes a nonce for the guest's quote, judges the quote, and says
 * so in a token that holds our challenge. The token brings its path (PKI), so that it can be
 * verified when its keys are long gone.
 */
final class CloudAttestation {

  /** TPM 2.0 Part 2, table 9, and the names of banks. */
  private static final Map<String, Integer> BANKS =
      Map.of("sha1", 0x0004, "sha256", 0x000B, "sha384", 0x000C);

  /** TPM 2.0 Part 2: what a signature by an RSA key begins with. */
  private static final String RSASSA = "0014";

  private static final int NONCE_LENGTH = 32;

  private CloudAttestation() {}

  /** A token over the challenge. */
  static Bytes token(Target target, Challenge challenge, Machine machine, Quote guest)
      throws NoAnswer, InterruptedException {
    String audience = target.stated().path("expected_audience").asText();
    if (audience.isEmpty()) {
      throw new NoAnswer(Reason.REFUSED, "the flow map states no expected_audience for its token");
    }
    String nonce = target.recipe().slots(challenge).whole().map(Bytes::utf8).orElseThrow();
    String place = machine.project() + "/locations/" + machine.region();
    ObjectNode made =
        machine.api().call(Call.CREATE_CHALLENGE, place, Optional.of(Json.object())).json();
    String name = made.path("name").asText();
    if (!name.matches(
        "projects/[^/?#]{1,100}/locations/[^/?#]{1,63}/challenges/[A-Za-z0-9_-]{1,100}")) {
      throw new NoAnswer(Reason.UNREACHABLE, "Google's answer names no challenge");
    }
    ObjectNode ask = Json.object();
    ask.set("tpmAttestation", attestation(guest.of(nonce(made)), machine));
    ObjectNode options = ask.putObject("tokenOptions").put("audience", audience);
    options.put("tokenType", "TOKEN_TYPE_PKI").putArray("nonce").add(nonce);
    JsonNode token =
        machine.api().call(Call.VERIFY, name, Optional.of(ask)).json().path("oidcClaimsToken");
    if (!token.isTextual()) {
      throw new NoAnswer(Reason.REFUSED, "Google gave no token");
    }
    return Bytes.utf8(token.textValue());
  }

  private static Bytes nonce(ObjectNode challenge) throws NoAnswer {
    try {
      Bytes nonce = Base64s.decode("challenge", challenge.path("tpmNonce").asText());
      if (nonce.length() == NONCE_LENGTH) {
        return nonce;
      }
    } catch (MalformedInput e) {
      // Said below.
    }
    throw new NoAnswer(Reason.BROKEN, "Google's nonce has not 32 bytes, which the guest takes");
  }

  private static ObjectNode attestation(Map<String, Bytes> quote, Machine machine)
      throws NoAnswer, InterruptedException {
    Bytes signature = quote.getOrDefault("signature", Bytes.EMPTY);
    ObjectNode o = Json.object();
    ObjectNode q = o.putArray("quotes").addObject();
    registers(quote, q);
    q.put("rawQuote", Base64s.encode(quote.getOrDefault("attest", Bytes.EMPTY)))
        .put("rawSignature", Base64s.encode(signature));
    Bytes log = quote.getOrDefault("eventlog", Bytes.EMPTY);
    o.put("tcgEventLog", Base64s.encode(log));
    return o.put("akCert", Base64s.encode(certificate(machine, signature)));
  }

  private static void registers(Map<String, Bytes> quote, ObjectNode to) throws NoAnswer {
    try {
      ObjectNode banks = Json.readObject("registers", quote.getOrDefault("pcrs", Bytes.EMPTY));
      for (Map.Entry<String, JsonNode> bank : banks.properties()) {
        to.put("hashAlgo", BANKS.getOrDefault(bank.getKey(), 0));
        ObjectNode values = to.putObject("pcrValues");
        for (Map.Entry<String, JsonNode> r : bank.getValue().properties()) {
          Bytes value = Bytes.of(HexFormat.of().parseHex(r.getValue().asText()));
          values.put(r.getKey(), Base64s.encode(value));
        }
      }
    } catch (MalformedInput | IllegalArgumentException e) {
      throw new NoAnswer(Reason.REFUSED, "the guest's values of registers cannot be read");
    }
  }

  /** Of the key that signed: the API has one of RSA and one of P-256. */
  private static Bytes certificate(Machine machine, Bytes signature)
      throws NoAnswer, InterruptedException {
    boolean rsa = signature.hex().startsWith(RSASSA);
    try {
      String pem =
          Json.readObject("identity", machine.identity())
              .path(rsa ? "signingKey" : "eccP256SigningKey")
              .path("ekCert")
              .asText();
      return Pem.blocks("ekCert", "CERTIFICATE", Bytes.utf8(pem)).getFirst();
    } catch (MalformedInput | NoSuchElementException e) {
      throw new NoAnswer(
          Reason.REFUSED, "Google gives no certificate of this machine's attestation key");
    }
  }
}
