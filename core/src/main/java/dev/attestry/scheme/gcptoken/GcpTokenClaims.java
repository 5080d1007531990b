package dev.attestry.scheme.gcptoken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Claims;
import java.util.List;
import java.util.Optional;

/** What a token says. */
final class GcpTokenClaims {

  /** Confidential Space images, the best supported first; a debug image has no attribute at all. */
  private static final List<String> SUPPORT = List.of("STABLE", "USABLE", "LATEST", "EXPERIMENTAL");

  private final GcpToken token;
  private final JsonNode claims;

  private GcpTokenClaims(GcpToken token) {
    this.token = token;
    this.claims = token.claims();
  }

  /**
   * @param keySource where the key came from; without one, and where a check failed, nothing is a
   *     claim
   * @param unrevocable whether a certificate was let pass that no list can name
   */
  static Claims of(
      GcpToken token, Optional<TokenKind> kind, Optional<String> keySource, boolean unrevocable) {
    return Claims.of(
        o -> {
          ObjectNode to = keySource.isPresent() ? o : o.putObject("unverified");
          kind.ifPresent(k -> to.put("kind", k.label()));
          keySource.ifPresent(s -> to.put("key_source", s));
          to.put("unrevocable", unrevocable);
          new GcpTokenClaims(token).fill(to, kind);
        });
  }

  private void fill(ObjectNode o, Optional<TokenKind> kind) {
    o.put("appraised_by", token.issuer());
    token.kid().ifPresent(k -> o.put("kid", k));
    o.put("audience", token.audience());
    o.put("issued_at", token.times().issued().toString());
    o.put("expires_at", token.times().until().toString());
    // No kind of Google token names a key that its holder could be asked to prove.
    o.put("bearer", true);
    text(o, "subject", claims.path("sub"));
    if (kind.filter(TokenKind.ATTESTATION::equals).isPresent()) {
      attestation(o);
    } else if (kind.filter(TokenKind.INSTANCE_IDENTITY::equals).isPresent()) {
      instance(o, claims.path("google").path("compute_engine"));
      text(o, "service_account", claims.path("email"));
    }
  }

  private void attestation(ObjectNode o) {
    for (String name : List.of("hwmodel", "swname", "dbgstat", "eat_profile")) {
      text(o, name, claims.path(name));
    }
    texts(o, "swversion", claims.path("swversion"));
    texts(o, "service_accounts", claims.path("google_service_accounts"));
    // Token claims, dbgstat: anything but this value lets someone look in; so does silence.
    o.put("debuggable", !"disabled-since-boot".equals(claims.path("dbgstat").textValue()));
    if (claims.path("secboot").isBoolean()) {
      o.put("secure_boot", claims.path("secboot").booleanValue());
    }
    JsonNode submods = claims.path("submods");
    if ("CONFIDENTIAL_SPACE".equals(claims.path("swname").textValue())) {
      support(o, submods.path("confidential_space").path("support_attributes"));
    }
    container(o, submods.path("container"));
    instance(o, submods.path("gce"));
  }

  private static void support(ObjectNode o, JsonNode attributes) {
    ObjectNode given = o.objectNode();
    texts(given, "support_attributes", attributes);
    o.setAll(given);
    String best =
        SUPPORT.stream()
            .filter(s -> holds(given.path("support_attributes"), s))
            .findFirst()
            .orElse("none");
    o.put("image_support", best);
  }

  private static boolean holds(JsonNode array, String text) {
    for (JsonNode n : array) {
      if (text.equals(n.textValue())) {
        return true;
      }
    }
    return false;
  }

  private static void container(ObjectNode o, JsonNode from) {
    ObjectNode to = o.objectNode();
    for (String name : List.of("image_reference", "image_digest", "image_id", "restart_policy")) {
      text(to, name, from.path(name));
    }
    for (String name : List.of("args", "cmd_override")) {
      texts(to, name, from.path(name));
    }
    for (String name : List.of("env", "env_override")) {
      ObjectNode variables = o.objectNode();
      from.path(name).properties().forEach(e -> text(variables, e.getKey(), e.getValue()));
      if (!variables.isEmpty()) {
        to.set(name, variables);
      }
    }
    if (!to.isEmpty()) {
      o.set("container", to);
    }
  }

  private static void instance(ObjectNode o, JsonNode from) {
    ObjectNode to = o.objectNode();
    for (String name : List.of("instance_id", "instance_name", "project_id", "zone")) {
      text(to, name, from.path(name));
    }
    // A number in one kind of token and a text in the other.
    JsonNode number = from.path("project_number");
    if (number.isTextual() || number.isIntegralNumber()) {
      to.put("project_number", number.asText());
    }
    texts(to, "license_id", from.path("license_id"));
    if (!to.isEmpty()) {
      o.set("instance", to);
    }
  }

  private static void text(ObjectNode o, String name, JsonNode n) {
    if (n.isTextual()) {
      o.put(name, n.textValue());
    }
  }

  private static void texts(ObjectNode o, String name, JsonNode array) {
    if (!array.isArray()) {
      return;
    }
    ArrayNode out = o.arrayNode();
    for (JsonNode n : array) {
      if (n.isTextual()) {
        out.add(n.textValue());
      }
    }
    o.set(name, out);
  }
}
