package dev.attestry.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A JWS in compact serialization (RFC 7515 section 7.1), read strictly. Nothing in its header is
 * ever trusted: not a key, not a URL, and the algorithm only if it is on the list here.
 */
public record CompactJws(ObjectNode header, Bytes payload, Bytes signature, Bytes signingInput) {

  private static final int MAX_LENGTH = 4 << 20;

  /** The algorithms that are taken, with the curve's size where one belongs to the name. */
  private enum Algorithm {
    ES256(SignatureAlgorithm.ECDSA_SHA256, 256),
    ES384(SignatureAlgorithm.ECDSA_SHA384, 384),
    ES512(SignatureAlgorithm.ECDSA_SHA512, 521),
    PS256(SignatureAlgorithm.PSS_SHA256, 0),
    PS384(SignatureAlgorithm.PSS_SHA384, 0),
    PS512(SignatureAlgorithm.PSS_SHA512, 0),
    EdDSA(SignatureAlgorithm.ED25519, 0);

    private final SignatureAlgorithm algorithm;
    private final int curveBits;

    Algorithm(SignatureAlgorithm algorithm, int curveBits) {
      this.algorithm = algorithm;
      this.curveBits = curveBits;
    }
  }

  /** Reads a token; one line feed at its end is not part of it. */
  public static CompactJws parse(String structure, Bytes token) throws MalformedInput {
    if (token.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, MAX_LENGTH, "longer than " + MAX_LENGTH + " bytes");
    }
    int end = token.length();
    if (end > 0 && token.u8(end - 1) == '\n') {
      end--;
    }
    int[] dots = new int[2];
    int found = 0;
    for (int i = 0; i < end; i++) {
      if (token.u8(i) == '.' && found++ < 2) {
        dots[found - 1] = i;
      }
    }
    if (found != 2) {
      throw new MalformedInput(
          structure, -1, "three parts between dots expected, " + (found + 1) + " found");
    }
    ObjectNode header = Json.readObject(structure + " header", part(structure, token, 0, dots[0]));
    return new CompactJws(
        header,
        part(structure, token, dots[0] + 1, dots[1]),
        part(structure, token, dots[1] + 1, end),
        token.view(0, dots[1]));
  }

  private static Bytes part(String structure, Bytes token, int from, int to) throws MalformedInput {
    return Base64s.decodeUrl(structure, token, from, to);
  }

  /**
   * Makes a token.
   *
   * @param signer makes the signature over the signing input, in the form of RFC 7518: r and s side
   *     by side for ECDSA
   */
  public static Bytes make(ObjectNode header, Bytes payload, UnaryOperator<Bytes> signer) {
    String input =
        Base64s.encodeUrl(Bytes.utf8(header.toString())) + "." + Base64s.encodeUrl(payload);
    return Bytes.utf8(input + "." + Base64s.encodeUrl(signer.apply(Bytes.utf8(input))));
  }

  /** The name of the algorithm, if it is one that is taken. */
  public Optional<String> algorithm() {
    return known().map(Algorithm::name);
  }

  /**
   * Whether it demands an extension to be understood (RFC 7515 section 4.1.11). We understand none.
   */
  public boolean demandsExtension() {
    return header.has("crit");
  }

  /** Whether the signature holds under the key, and the key is of the algorithm's kind. */
  public boolean verifies(Crypto crypto, PublicKey key) {
    return known().map(a -> verifies(a, crypto, key)).orElse(false);
  }

  /**
   * Whether it says {@code RS256} and the signature holds under the key, for the providers whose
   * formats have no other algorithm (RFC 7518 section 3.3: at least 2048 bits).
   */
  public boolean verifiesRs256(Crypto crypto, PublicKey key) {
    return header.path("alg").asText().equals("RS256")
        && key instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() >= 2048
        && crypto.verifies(SignatureAlgorithm.RSA_SHA256, key, signature, signingInput);
  }

  private boolean verifies(Algorithm a, Crypto crypto, PublicKey key) {
    if (a.curveBits == 0) {
      return crypto.verifies(a.algorithm, key, signature, signingInput);
    }
    // RFC 7518 §3.4: each name has its curve, and r and s have its full length.
    return key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField().getFieldSize() == a.curveBits
        && crypto.verifies(
            a.algorithm,
            key,
            EcdsaSignature.derOfRaw(signature, EcdsaSignature.width(key)),
            signingInput);
  }

  private Optional<Algorithm> known() {
    JsonNode alg = header.path("alg");
    for (Algorithm a : Algorithm.values()) {
      if (alg.isTextual() && a.name().equals(alg.textValue())) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }
}
