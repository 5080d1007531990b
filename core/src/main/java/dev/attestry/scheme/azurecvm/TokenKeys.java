package dev.attestry.scheme.azurecvm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The keys that a token names. Only those under {@code x-ms-isolation-tee} count: they are of the
 * firmware's report; those at the top are whatever the guest sent.
 */
final class TokenKeys {

  private static final String STRUCTURE = "runtime keys of the token";
  private static final String KEYS = "/x-ms-isolation-tee/x-ms-runtime/keys";
  private static final String AK = "HCLAkPub";
  private static final int MAX_EXPONENT = 7;

  private TokenKeys() {}

  /** SHA-256 of the SubjectPublicKeyInfo of HCLAkPub, in hexadecimal. */
  static Optional<String> attestationKey(Claims token) throws MalformedInput {
    Optional<String> found = Optional.empty();
    if (token.at(KEYS).isEmpty()) {
      return found;
    }
    for (JsonNode key : token.at(KEYS).get()) {
      if (key.path("kid").asText().equals(AK)) {
        if (found.isPresent()) {
          throw malformed(AK + " stands there twice");
        }
        found = Optional.of(HashAlgorithm.SHA256.digest(spki(key)).hex());
      }
    }
    return found;
  }

  private static Bytes spki(JsonNode key) throws MalformedInput {
    Bytes n = Base64s.decodeUrl(STRUCTURE, key.path("n").asText());
    Bytes e = Base64s.decodeUrl(STRUCTURE, key.path("e").asText());
    if (!key.path("kty").asText().equals("RSA")
        || n.isEmpty()
        || e.isEmpty()
        || e.length() > MAX_EXPONENT) {
      throw malformed(AK + " must be an RSA key");
    }
    long exponent = new BigInteger(1, e.toArray()).longValueExact();
    return Bytes.of(Crypto.rsaPublicKey(STRUCTURE, n, exponent).getEncoded());
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
