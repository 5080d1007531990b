package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Fetches the keys of an issuer as OpenID Connect Discovery says, each time anew. */
final class IssuerKeys {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * The JWK Set.
   *
   * @param issuer the pinned one
   */
  Bytes of(String issuer) throws IOException {
    try {
      JsonNode c = Json.readObject("configuration", get(issuer + FakeIssuer.CONFIGURATION));
      // OpenID Connect Discovery §4.3: it must be the very issuer that was asked.
      if (!issuer.equals(c.path("issuer").textValue())) {
        throw new IOException(issuer + " has the configuration of another issuer");
      }
      return get(c.path("jwks_uri").asText());
    } catch (MalformedInput e) {
      throw new IOException(issuer + " has no configuration", e);
    }
  }

  private Bytes get(String url) throws IOException {
    try {
      HttpResponse<byte[]> r =
          client.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (r.statusCode() != 200) {
        throw new IOException(url + " answered " + r.statusCode());
      }
      return Bytes.of(r.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
