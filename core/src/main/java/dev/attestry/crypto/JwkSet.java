package dev.attestry.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Recent;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The RSA keys of a JWK Set (RFC 7517 section 5). Keys of other types are left out, as the section
 * says; one that is damaged makes the set malformed.
 */
public record JwkSet(List<Jwk> keys) {

  /** A provider has one set for all tokens of a day. */
  private static final Recent<Bytes, JwkSet> KNOWN = Recent.atMost(32);

  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_KEYS = 64;
  private static final int MAX_CERTIFICATES = 10;

  public JwkSet {
    keys = List.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param x5c certificates, of which the first has this key; may be empty
   */
  public record Jwk(
      Optional<String> kid, Optional<String> alg, PublicKey key, List<X509Certificate> x5c) {

    public Jwk {
      x5c = List.copyOf(x5c);
    }
  }

  /** Reads a set, or knows it by its bytes from the last time. */
  public static JwkSet parse(String structure, Bytes json) throws MalformedInput {
    @Nullable JwkSet known = KNOWN.get(json);
    if (known == null) {
      known = read(structure, json);
      KNOWN.put(json, known);
    }
    return known;
  }

  private static JwkSet read(String structure, Bytes json) throws MalformedInput {
    if (json.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, MAX_LENGTH, "longer than " + MAX_LENGTH + " bytes");
    }
    JsonNode keys = Json.readObject(structure, json).path("keys");
    if (!keys.isArray() || keys.size() > MAX_KEYS) {
      throw new MalformedInput(
          structure, -1, "\"keys\" must be an array of at most " + MAX_KEYS + " keys");
    }
    List<Jwk> out = new ArrayList<>();
    for (JsonNode k : keys) {
      if (k instanceof ObjectNode o && o.path("kty").asText().equals("RSA")) {
        out.add(rsa(structure, o));
      }
    }
    return new JwkSet(out);
  }

  /** All keys of this id: a verifier that finds two cannot know which one was meant. */
  public List<Jwk> named(String kid) {
    return keys.stream().filter(k -> k.kid().filter(kid::equals).isPresent()).toList();
  }

  private static Jwk rsa(String structure, ObjectNode o) throws MalformedInput {
    List<X509Certificate> x5c = certificates(structure, o.path("x5c"));
    Optional<PublicKey> given =
        o.has("n") || o.has("e") ? Optional.of(ofNumbers(structure, o)) : Optional.empty();
    Optional<PublicKey> certified =
        x5c.isEmpty() ? Optional.empty() : Optional.of(x5c.get(0).getPublicKey());
    PublicKey key =
        certified
            .or(() -> given)
            .orElseThrow(() -> new MalformedInput(structure, -1, "a key has neither n nor x5c"));
    // RFC 7517 §4.7: the key in the first certificate MUST match the other members.
    if (!(key instanceof RSAPublicKey) || given.filter(g -> !g.equals(key)).isPresent()) {
      throw new MalformedInput(structure, -1, "a certificate is of another key than its JWK");
    }
    return new Jwk(text(o, "kid"), text(o, "alg"), key, x5c);
  }

  private static PublicKey ofNumbers(String structure, ObjectNode o) throws MalformedInput {
    Bytes n = Base64s.decodeUrl(structure, o.path("n").asText());
    Bytes e = Base64s.decodeUrl(structure, o.path("e").asText());
    if (n.isEmpty() || e.isEmpty() || e.length() > 7) {
      throw new MalformedInput(structure, -1, "n and e of an RSA key expected");
    }
    return Crypto.rsaPublicKey(structure, n, new BigInteger(1, e.toArray()).longValueExact());
  }

  private static List<X509Certificate> certificates(String structure, JsonNode x5c)
      throws MalformedInput {
    if (!x5c.isMissingNode() && (!x5c.isArray() || x5c.size() > MAX_CERTIFICATES)) {
      throw new MalformedInput(
          structure, -1, "\"x5c\" must be an array of at most " + MAX_CERTIFICATES);
    }
    List<X509Certificate> out = new ArrayList<>();
    for (JsonNode c : x5c) {
      // RFC 7517 §4.7: base64, not base64url.
      out.add(Crypto.certificate(structure + " x5c", Base64s.decode(structure, c.asText())));
    }
    return out;
  }

  private static Optional<String> text(ObjectNode o, String name) {
    return Optional.ofNullable(o.path(name).textValue());
  }
}
