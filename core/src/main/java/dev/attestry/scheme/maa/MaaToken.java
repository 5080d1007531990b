package dev.attestry.scheme.maa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.evidence.TokenTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A token, read: its header's names for the key, and its claims.
 *
 * @param type {@code x-ms-attestation-type}; the answer to a question about policies has none
 * @param policyHash {@code x-ms-policy-hash}, SHA-256
 */
record MaaToken(
    CompactJws jws,
    Optional<String> kid,
    Optional<String> jku,
    ObjectNode claims,
    String issuer,
    TokenTimes times,
    Optional<String> type,
    Optional<Bytes> policyHash) {

  static final String STRUCTURE = "MAA token";

  /** A place in which a nonce was found. */
  record Nonce(String slot, Bytes value) {}

  static MaaToken parse(Bytes token) throws MalformedInput {
    CompactJws jws = CompactJws.parse(STRUCTURE, token);
    ObjectNode claims = Json.readObject(STRUCTURE + " claims", jws.payload());
    return new MaaToken(
        jws,
        text(jws.header(), "kid"),
        text(jws.header(), "jku"),
        claims,
        text(claims, "iss").orElseThrow(() -> malformed("iss must be a text")),
        TokenTimes.read(STRUCTURE, claims),
        text(claims, "x-ms-attestation-type"),
        policyHash(claims));
  }

  /**
   * The nonce of the caller: {@code nonce} of the REST API, the guest client's payload (base64 of
   * what it was given), or a member of the runtime data, whose hash the report signs.
   */
  List<Nonce> nonces() {
    List<Nonce> out = new ArrayList<>();
    slot("nonce", claims.path("nonce")).ifPresent(out::add);
    JsonNode runtime = claims.path("x-ms-runtime");
    JsonNode payload = runtime.path("client-payload").path("nonce");
    if (payload.isTextual()) {
      decoded(payload.textValue())
          .ifPresent(n -> out.add(new Nonce("x-ms-runtime.client-payload.nonce", n)));
    }
    slot("x-ms-runtime.nonce", runtime.path("nonce")).ifPresent(out::add);
    return out;
  }

  private static Optional<Nonce> slot(String name, JsonNode n) {
    return n.isTextual()
        ? Optional.of(new Nonce(name, Bytes.utf8(n.textValue())))
        : Optional.empty();
  }

  private static Optional<Bytes> decoded(String text) {
    try {
      return Optional.of(Base64s.decode(STRUCTURE, text));
    } catch (MalformedInput e) {
      return Optional.empty(); // no nonce of ours
    }
  }

  private static Optional<Bytes> policyHash(ObjectNode claims) throws MalformedInput {
    Optional<String> text = text(claims, "x-ms-policy-hash");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Bytes hash = Base64s.decodeUrl(STRUCTURE, text.get());
    if (hash.length() != 32) {
      throw malformed("x-ms-policy-hash must be a SHA-256");
    }
    return Optional.of(hash);
  }

  private static Optional<String> text(ObjectNode o, String name) throws MalformedInput {
    JsonNode n = o.path(name);
    if (!n.isMissingNode() && !n.isTextual()) {
      throw malformed(name + " must be a text");
    }
    return Optional.ofNullable(n.textValue());
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
