package dev.attestry.scheme.gcptoken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An issuer of our own with Google's claims: what an honest token looks like, and its forger. */
final class TokenLab {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final String KID = "lab-1";

  final KeyPair keys;
  private final GcpTokens scheme = new GcpTokens();

  TokenLab() {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
      g.initialize(2048);
      keys = g.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode header() {
    return Json.object().put("alg", "RS256").put("kid", KID).put("typ", "JWT");
  }

  static ObjectNode attestation() {
    ObjectNode o =
        times(
            Json.object()
                .put("iss", "https://confidentialcomputing.googleapis.com")
                .put("aud", "https://verifier.example")
                .put("hwmodel", "GCP_AMD_SEV_SNP")
                .put("swname", "CONFIDENTIAL_SPACE")
                .put("dbgstat", "disabled-since-boot")
                .put("secboot", true));
    o.putObject("submods")
        .putObject("confidential_space")
        .putArray("support_attributes")
        .add("LATEST")
        .add("STABLE");
    return o;
  }

  static ObjectNode identity() {
    ObjectNode o =
        times(
            Json.object()
                .put("iss", "https://accounts.google.com")
                .put("aud", "https://verifier.example"));
    o.putObject("google").putObject("compute_engine").put("instance_id", "42");
    return o;
  }

  private static ObjectNode times(ObjectNode o) {
    return o.put("iat", NOW.getEpochSecond() - 60)
        .put("nbf", NOW.getEpochSecond() - 60)
        .put("exp", NOW.getEpochSecond() + 3540);
  }

  Bytes token(ObjectNode header, Bytes payload) {
    return CompactJws.make(header, payload, this::sign);
  }

  Bytes token(ObjectNode claims) {
    return token(header(), Bytes.utf8(claims.toString()));
  }

  private Bytes sign(Bytes message) {
    try {
      Signature s = Signature.getInstance("SHA256withRSA");
      s.initSign(keys.getPrivate());
      s.update(message.toArray());
      return Bytes.of(s.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  ObjectNode jwk() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    byte[] n = key.getModulus().toByteArray();
    Bytes modulus = n[0] == 0 ? Bytes.of(n, 1, n.length - 1) : Bytes.of(n);
    return Json.object()
        .put("kty", "RSA")
        .put("kid", KID)
        .put("n", Base64s.encodeUrl(modulus))
        .put("e", "AQAB");
  }

  static Bytes jwks(ObjectNode... keys) {
    ObjectNode o = Json.object();
    o.putArray("keys").addAll(List.of(keys));
    return Bytes.utf8(o.toString());
  }

  VerificationInput input(String purpose, Bytes jwks) {
    return VerificationInput.asGiven(NOW, Crypto.fastest())
        .withAnchors(
            TrustAnchors.of(List.of(new TrustAnchor.Material(purpose, "jwks", jwks, "the test"))));
  }

  VerificationInput attestationInput() {
    return input("gcp-attestation", jwks(jwk()));
  }

  VerificationInput identityInput() {
    return input("google-accounts", jwks(jwk()));
  }

  Verification verify(Bytes token, VerificationInput input) {
    return scheme.verify(Evidence.of(scheme.mediaType(), Map.of("token", token)), input);
  }

  Verification verify(ObjectNode claims) {
    return verify(token(claims), attestationInput());
  }

  Verification verify(ObjectNode header, ObjectNode claims) {
    return verify(token(header, Bytes.utf8(claims.toString())), attestationInput());
  }
}
