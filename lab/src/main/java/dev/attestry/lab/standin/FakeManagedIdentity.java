package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A fake of the endpoint where an app of Azure gets tokens of its managed identity ({@code
 * IDENTITY_ENDPOINT}, api-version 2019-08-01), since no stand-in has it. Its tokens look as Entra's
 * do; nobody signed them, but for those that are for an app ({@code api://…}): an issuer on the
 * loopback signs these and stands in them, since Entra's keys are nobody's.
 */
final class FakeManagedIdentity implements AutoCloseable {

  private static final Duration LIFE = Duration.ofHours(1);

  /** The object id of the identity. */
  static final String SELF = "00000000-0000-4000-8000-000000000002";

  private final String header = UUID.randomUUID().toString();
  private final FakeIssuer issuer;
  private final FakeHttp http;

  private FakeManagedIdentity(FakeIssuer issuer) throws IOException {
    this.issuer = issuer;
    this.http = FakeHttp.start(this::handle);
  }

  static FakeManagedIdentity start(FakeIssuer issuer) throws IOException {
    return new FakeManagedIdentity(issuer);
  }

  /** What Azure puts into the environment of an app. */
  Map<String, String> environment() {
    return Map.of(
        "IDENTITY_ENDPOINT",
        http.endpoint().resolve("/msi/token").toString(),
        "IDENTITY_HEADER",
        header);
  }

  private void handle(HttpExchange x) throws IOException {
    Map<String, String> q = FakeHttp.query(x);
    if (!header.equals(FakeHttp.header(x, "X-IDENTITY-HEADER").orElse(""))
        || !q.containsKey("resource")) {
      FakeHttp.answer(x, 401, "application/json", Bytes.utf8("{\"statusCode\":401}"));
      return;
    }
    String resource = q.get("resource");
    String token = resource.startsWith("api://") ? webIdentity(resource) : token(resource);
    ObjectNode o = Json.object().put("access_token", token).put("resource", resource);
    o.put("token_type", "Bearer").put("client_id", SELF);
    o.put("expires_on", Long.toString(Instant.now().plus(LIFE).getEpochSecond()));
    FakeHttp.answer(x, 200, "application/json", Bytes.utf8(o.toString()));
  }

  /** A token for an app. */
  String webIdentity(String audience) {
    return issuer
        .sign(
            issuer
                .claims(SELF, audience, Instant.now())
                .put("oid", SELF)
                .put("tid", FakeEntra.TENANT))
        .utf8();
  }

  /** A token for a resource. */
  static String token(String resource) {
    long now = Instant.now().getEpochSecond();
    ObjectNode claims =
        Json.object().put("aud", resource).put("oid", SELF).put("tid", FakeEntra.TENANT);
    claims
        .put("iss", "https://sts.windows.net/" + FakeEntra.TENANT + "/")
        .put("iat", now)
        .put("nbf", now);
    claims.put("exp", now + LIFE.toSeconds());
    return part(Json.object().put("alg", "RS256").put("typ", "JWT"))
        + "."
        + part(claims)
        + "."
        + part(Json.object());
  }

  private static String part(ObjectNode o) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(o.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.close();
  }
}
