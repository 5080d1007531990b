package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.HashAlgorithm;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tokens and sets of keys, as issuers of JWTs write them (RFC 7515, RFC 7517, RFC 7519). */
public final class LabToken {

  private LabToken() {}

  /** A JWS by RS256, whatever its header says. */
  public static Bytes rs256(KeyPair key, ObjectNode header, Bytes payload) {
    return CompactJws.make(
        header, payload, m -> LabSigner.sign(key.getPrivate(), HashAlgorithm.SHA256, m));
  }

  public static ObjectNode header(String kid) {
    return Json.object().put("alg", "RS256").put("kid", kid).put("typ", "JWT");
  }

  /** Claims of an issuer, with a life from now on. */
  public static ObjectNode claims(String issuer, Instant now, Duration life) {
    return Json.object()
        .put("iss", issuer)
        .put("iat", now.getEpochSecond())
        .put("nbf", now.getEpochSecond())
        .put("exp", now.plus(life).getEpochSecond());
  }

  /** An RSA key by its numbers. */
  public static ObjectNode jwk(String kid, KeyPair key) {
    return jwk(kid, (RSAPublicKey) key.getPublic());
  }

  static ObjectNode jwk(String kid, RSAPublicKey key) {
    return Json.object()
        .put("kty", "RSA")
        .put("kid", kid)
        .put("n", Base64s.encodeUrl(LabInteger.shortest(key.getModulus())))
        .put("e", Base64s.encodeUrl(LabInteger.shortest(key.getPublicExponent())));
  }

  public static Bytes jwks(ObjectNode... keys) {
    ObjectNode o = Json.object();
    o.putArray("keys").addAll(List.of(keys));
    return Bytes.utf8(o.toString());
  }
}
