package dev.attestry.scheme.tpm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.scheme.tcg.TpmAlgorithm;
import java.security.PublicKey;
import java.util.Optional;

/**
 * The signature over a TPMS_ATTEST, with its algorithm where that is on the allow-list.
 *
 * @param scheme TPM_ALG_ID of the signature scheme
 * @param hash of the message; the pcrDigest is under the same
 * @param bytes RSA as it is, ECDSA in DER or raw
 * @param raw whether the bytes are r and s side by side
 */
record QuoteSignature(int scheme, Optional<HashAlgorithm> hash, Bytes bytes, boolean raw) {

  private static final String STRUCTURE = "TPMT_SIGNATURE";

  /** Octets of the largest RSA key and EC field that TPMs have. */
  private static final int MAX_RSA = 1024;

  private static final int MAX_EC = 66;

  /** Reads it in the form that is stated; a TPMT_SIGNATURE where nothing is. */
  static QuoteSignature parse(Bytes signature, JsonNode stated) throws MalformedInput {
    JsonNode format = stated.path("signature_format");
    if (!format.isTextual()) {
      return tpmt(signature);
    }
    Optional<HashAlgorithm> hash = HashAlgorithm.ofName(stated.path("signature_hash").asText());
    return switch (format.textValue()) {
      case "tpmt" -> tpmt(signature);
      case "rsassa-raw" -> new QuoteSignature(TpmAlgorithm.RSASSA, hash, signature, false);
      case "rsapss-raw" -> new QuoteSignature(TpmAlgorithm.RSAPSS, hash, signature, false);
      case "ecdsa-der" -> new QuoteSignature(TpmAlgorithm.ECDSA, hash, signature, false);
      case "ecdsa-raw" -> new QuoteSignature(TpmAlgorithm.ECDSA, hash, signature, true);
      default -> throw new MalformedInput("signature_format", -1, "a form that is not known");
    };
  }

  /** TPM 2.0 part 2, 11.3.4. */
  private static QuoteSignature tpmt(Bytes bytes) throws MalformedInput {
    ByteReader in = ByteReader.of(STRUCTURE, bytes);
    int scheme = in.u16be();
    if (scheme == TpmAlgorithm.NULL) {
      throw in.malformed("TPM_ALG_NULL: not signed");
    }
    Optional<HashAlgorithm> hash = TpmAlgorithm.hash(in.u16be());
    Bytes signature =
        switch (scheme) {
          case TpmAlgorithm.RSASSA, TpmAlgorithm.RSAPSS -> sized(in, MAX_RSA);
          case TpmAlgorithm.ECDSA -> {
            Bytes r = sized(in, MAX_EC);
            yield EcdsaSignature.der(r, sized(in, MAX_EC));
          }
          default ->
              throw in.malformed(String.format("scheme 0x%04x is not one that we verify", scheme));
        };
    in.expectEnd();
    return new QuoteSignature(scheme, hash, signature, false);
  }

  private static Bytes sized(ByteReader in, int atMost) throws MalformedInput {
    int n = in.u16be();
    if (n > atMost) {
      throw in.malformed("at most " + atMost + " bytes expected, " + n + " announced");
    }
    return in.take(n);
  }

  /** The signature in the form that is verified under a key. */
  Bytes under(PublicKey key) {
    return raw ? EcdsaSignature.derOfRaw(bytes, EcdsaSignature.width(key)) : bytes;
  }

  /** The algorithm, if scheme and hash are a pair that we accept. */
  Optional<SignatureAlgorithm> algorithm() {
    return hash.flatMap(
        h ->
            SignatureAlgorithm.of(
                switch (scheme) {
                  case TpmAlgorithm.RSASSA -> SignatureAlgorithm.Family.RSASSA_PKCS1;
                  case TpmAlgorithm.RSAPSS -> SignatureAlgorithm.Family.RSASSA_PSS;
                  default -> SignatureAlgorithm.Family.ECDSA;
                },
                h));
  }

  /** As claims show it: {@code rsassa-sha256}. */
  String label() {
    String family =
        switch (scheme) {
          case TpmAlgorithm.RSASSA -> "rsassa";
          case TpmAlgorithm.RSAPSS -> "rsapss";
          default -> "ecdsa";
        };
    return family + "-" + hash.map(HashAlgorithm::label).orElse("unknown hash");
  }
}
