package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.evidence.TokenTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An ID token (OpenID Connect Core section 2), read and not judged. */
record WebIdentityToken(
    CompactJws jws,
    Optional<String> kid,
    String issuer,
    List<String> audience,
    String subject,
    TokenTimes times) {

  private static final String STRUCTURE = "web identity token";

  static WebIdentityToken parse(Bytes token) throws MalformedInput {
    CompactJws jws = CompactJws.parse(STRUCTURE, token);
    ObjectNode claims = Json.readObject(STRUCTURE + " claims", jws.payload());
    return new WebIdentityToken(
        jws,
        Optional.ofNullable(jws.header().path("kid").textValue()),
        text(claims.path("iss")),
        audience(claims.path("aud")),
        text(claims.path("sub")),
        TokenTimes.read(STRUCTURE, claims));
  }

  /** RFC 7519 section 4.1.3: one text, or an array of them. */
  private static List<String> audience(JsonNode aud) throws MalformedInput {
    List<String> all = new ArrayList<>();
    for (JsonNode a : aud.isArray() ? aud : List.of(aud)) {
      all.add(text(a));
    }
    return List.copyOf(all);
  }

  private static String text(JsonNode n) throws MalformedInput {
    return Optional.ofNullable(n.textValue())
        .orElseThrow(() -> new MalformedInput(STRUCTURE, -1, "iss, sub and aud must be texts"));
  }
}
