package dev.attestry.scheme.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Locale;
import java.util.Optional;

/**
 * The runtime data of an HCL report. Names that stand twice are refused by the reader; a key that
 * stands twice is refused here.
 *
 * @param ak HCLAkPub, the vTPM's attestation key
 * @param akBits of its modulus
 * @param configuration {@code vm-configuration}
 * @param userData 64 bytes that the guest left at NV index 0x01400002
 */
record RuntimeData(PublicKey ak, int akBits, ObjectNode configuration, Optional<Bytes> userData) {

  private static final String STRUCTURE = "HCL runtime data";
  private static final String AK = "HCLAkPub";
  private static final int MAX_KEYS = 16;

  static RuntimeData parse(Bytes json) throws MalformedInput {
    ObjectNode o = Json.readObject(STRUCTURE, json);
    JsonNode keys = o.path("keys");
    if (!keys.isArray() || keys.size() > MAX_KEYS) {
      throw malformed("\"keys\" must be an array of at most " + MAX_KEYS + " keys");
    }
    Optional<JsonNode> ak = Optional.empty();
    for (JsonNode k : keys) {
      if (k.path("kid").asText().equals(AK)) {
        if (ak.isPresent()) {
          throw malformed(AK + " stands there twice");
        }
        ak = Optional.of(k);
      }
    }
    Bytes modulus = Bytes.EMPTY;
    if (ak.isPresent()) {
      modulus = Base64s.decodeUrl(STRUCTURE, ak.get().path("n").asText());
    }
    if (ak.isEmpty() || modulus.isEmpty() || !ak.get().path("kty").asText().equals("RSA")) {
      throw malformed(AK + ", an RSA key, is missing");
    }
    return new RuntimeData(
        Crypto.rsaPublicKey(STRUCTURE, modulus, exponent(ak.get())),
        new BigInteger(1, modulus.toArray()).bitLength(),
        o.path("vm-configuration") instanceof ObjectNode c ? c : Json.object(),
        userData(o.path("user-data")));
  }

  private static long exponent(JsonNode key) throws MalformedInput {
    Bytes e = Base64s.decodeUrl(STRUCTURE, key.path("e").asText());
    if (e.isEmpty() || e.length() > 7) {
      throw malformed("the exponent of " + AK + " must have 1 to 7 bytes");
    }
    return new BigInteger(1, e.toArray()).longValueExact();
  }

  private static Optional<Bytes> userData(JsonNode n) throws MalformedInput {
    if (n.isMissingNode()) {
      return Optional.empty();
    }
    if (!n.isTextual() || !n.textValue().matches("([0-9a-fA-F]{2}){0,64}")) {
      throw malformed("user-data must be at most 64 bytes in hexadecimal");
    }
    return Optional.of(Bytes.ofHex(n.textValue().toLowerCase(Locale.ROOT)));
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
