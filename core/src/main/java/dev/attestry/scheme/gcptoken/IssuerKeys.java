package dev.attestry.scheme.gcptoken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.JwkSet;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.KeySet;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of an issuer as we were given them, in both forms that Google publishes. */
final class IssuerKeys {

  /**
   * A key that may have signed.
   *
   * @param source the form in which it came: {@code jwks} or {@code x509}
   * @param given by whom, in words for findings
   * @param certificate where the key was given in one
   */
  record Candidate(
      PublicKey key, String source, String given, Optional<X509Certificate> certificate) {}

  private static final int MAX_KEYS = 64;

  private final List<Candidate> named;

  private IssuerKeys(List<Candidate> named) {
    this.named = List.copyOf(named);
  }

  /**
   * The keys of this id. A lone PEM certificate has no id: whoever gave it says that it is the key.
   */
  static IssuerKeys named(List<KeySet> sets, TrustAnchors anchors, String purpose, String kid)
      throws MalformedInput {
    List<Candidate> out = new ArrayList<>();
    for (KeySet s : sets) {
      JwkSet.parse("JWK set", s.bytes()).named(kid).stream()
          .map(k -> new Candidate(k.key(), "jwks", s.source(), Optional.empty()))
          .forEach(out::add);
    }
    for (TrustAnchor.Material m : anchors.material(purpose, "x509")) {
      for (X509Certificate c : certificates(m.bytes(), kid)) {
        out.add(new Candidate(c.getPublicKey(), "x509", m.source(), Optional.of(c)));
      }
    }
    return new IssuerKeys(out);
  }

  boolean isEmpty() {
    return named.isEmpty();
  }

  /** Two keys under one id: a verifier cannot know which one was meant. */
  boolean ambiguous() {
    return named.stream().map(Candidate::key).distinct().count() > 1;
  }

  Candidate first() {
    return named.get(0);
  }

  private static List<X509Certificate> certificates(Bytes given, String kid) throws MalformedInput {
    if (given.isEmpty() || given.u8(0) != '{') {
      return Pem.certificates("x509", given);
    }
    ObjectNode map = Json.readObject("x509", given);
    if (map.size() > MAX_KEYS) {
      throw new MalformedInput("x509", -1, "at most " + MAX_KEYS + " keys expected");
    }
    List<X509Certificate> out = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : map.properties()) {
      if (e.getKey().equals(kid)) {
        out.addAll(Pem.certificates("x509", Bytes.utf8(e.getValue().asText())));
      }
    }
    return out;
  }
}
