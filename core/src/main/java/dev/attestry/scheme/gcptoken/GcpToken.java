package dev.attestry.scheme.gcptoken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.TokenTimes;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A token, read: its header's names for the key, and its claims.
 *
 * @param x5c the path that a PKI token brings, leaf first; empty in an OIDC token
 */
record GcpToken(
    CompactJws jws,
    Optional<String> kid,
    List<X509Certificate> x5c,
    ObjectNode claims,
    String issuer,
    String audience,
    TokenTimes times) {

  static final String STRUCTURE = "Google token";

  private static final int MAX_CERTIFICATES = 10;

  /** The service takes six nonces; more than these are not looked at. */
  private static final int MAX_NONCES = 16;

  static GcpToken parse(Bytes token) throws MalformedInput {
    CompactJws jws = CompactJws.parse(STRUCTURE, token);
    ObjectNode claims = Json.readObject(STRUCTURE + " claims", jws.payload());
    return new GcpToken(
        jws,
        Optional.ofNullable(jws.header().path("kid").textValue()),
        certificates(jws.header().path("x5c")),
        claims,
        text(claims, "iss"),
        text(claims, "aud"), // RFC 7519 §4.1.3 allows an array; Google's tokens are for one reader
        TokenTimes.read(STRUCTURE, claims));
  }

  /** {@code eat_nonce}: a text for one nonce, an array for several (RFC 9711 section 4.1). */
  List<String> nonces() {
    JsonNode nonce = claims.path("eat_nonce");
    List<String> out = new ArrayList<>();
    if (nonce.isTextual()) {
      out.add(nonce.textValue());
    }
    for (int i = 0; nonce.isArray() && i < Math.min(nonce.size(), MAX_NONCES); i++) {
      if (nonce.get(i).isTextual()) {
        out.add(nonce.get(i).textValue());
      }
    }
    return out;
  }

  private static List<X509Certificate> certificates(JsonNode x5c) throws MalformedInput {
    if (x5c.isMissingNode()) {
      return List.of();
    }
    if (!x5c.isArray() || x5c.isEmpty() || x5c.size() > MAX_CERTIFICATES) {
      throw malformed("x5c must be an array of 1 to " + MAX_CERTIFICATES + " certificates");
    }
    List<X509Certificate> out = new ArrayList<>();
    for (JsonNode c : x5c) {
      // RFC 7515 §4.1.6: base64, not base64url.
      out.add(Crypto.certificate(STRUCTURE + " x5c", Base64s.decode(STRUCTURE, c.asText())));
    }
    return List.copyOf(out);
  }

  private static String text(ObjectNode o, String name) throws MalformedInput {
    return Optional.ofNullable(o.path(name).textValue())
        .orElseThrow(() -> malformed(name + " must be a text"));
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
