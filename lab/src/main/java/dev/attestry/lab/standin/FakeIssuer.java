package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.LabToken;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;

/**
 * A fake of an issuer of OpenID Connect, as Entra, Google's accounts and an account of AWS are one:
 * it publishes its configuration and keys, and signs what it is told. Plain HTTP, which no cloud
 * would fetch keys by.
 */
public final class FakeIssuer implements AutoCloseable {

  static final String CONFIGURATION = "/.well-known/openid-configuration";

  /** Of the tokens that it gives. */
  public static final Duration LIFE = Duration.ofHours(1);

  private static final String KEYS = "/keys";

  private final KeyPair key;
  private final String kid;
  private final FakeHttp http;

  private FakeIssuer(KeyPair key) throws IOException {
    this.key = key;
    this.kid = "fake-" + Integer.toHexString(key.getPublic().hashCode());
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback, with a key of its own. */
  public static FakeIssuer start() throws IOException {
    return new FakeIssuer(key());
  }

  /** A key as issuers have them. */
  public static KeyPair key() {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
      g.initialize(2048);
      return g.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes RSA keys", e);
    }
  }

  /** Its name, which is where its configuration is found. */
  public String name() {
    return http.endpoint().toString();
  }

  /** A token about somebody for somebody, from now on. */
  public Bytes token(String subject, String audience) {
    return sign(claims(subject, audience, Instant.now()));
  }

  /** Claims of such a token, to be changed. */
  public ObjectNode claims(String subject, String audience, Instant now) {
    return LabToken.claims(name(), now, LIFE).put("sub", subject).put("aud", audience);
  }

  /** Signs whatever claims. */
  public Bytes sign(ObjectNode claims) {
    return LabToken.rs256(key, LabToken.header(kid), Bytes.utf8(claims.toString()));
  }

  /** The id of its key. */
  public String kid() {
    return kid;
  }

  /** Its JWK Set. */
  public Bytes keys() {
    return LabToken.jwks(LabToken.jwk(kid, key).put("alg", "RS256").put("use", "sig"));
  }

  private void handle(HttpExchange x) throws IOException {
    switch (x.getRequestURI().getPath()) {
      case CONFIGURATION -> FakeHttp.answer(x, 200, "application/json", configuration());
      case KEYS -> FakeHttp.answer(x, 200, "application/json", keys());
      default -> FakeHttp.answer(x, 404, "application/json", Bytes.EMPTY);
    }
  }

  private Bytes configuration() {
    ObjectNode o = Json.object().put("issuer", name()).put("jwks_uri", name() + KEYS);
    o.putArray("id_token_signing_alg_values_supported").add("RS256");
    o.putArray("subject_types_supported").add("public");
    o.putArray("response_types_supported").add("id_token");
    return Bytes.utf8(o.toString());
  }

  @Override
  public void close() {
    http.close();
  }
}
