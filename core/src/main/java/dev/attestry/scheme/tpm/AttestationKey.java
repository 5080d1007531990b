package dev.attestry.scheme.tpm;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Recent;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.Pem;
import dev.attestry.scheme.tcg.TpmAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * An attestation key, and its TPM object where that was given.
 *
 * @param key as the provider takes it
 * @param sha256 of its SubjectPublicKeyInfo, in hexadecimal: what findings and claims name it by
 */
record AttestationKey(PublicKey key, Optional<TpmPublic> object, String sha256) {

  AttestationKey(PublicKey key, Optional<TpmPublic> object) {
    this(key, object, HashAlgorithm.SHA256.digest(Bytes.of(key.getEncoded())).hex());
  }

  /** Keys as they were read, so that a kept AK costs no parsing; a pure function remembered. */
  static final class Cache {

    private static final int MAX = 4096;

    private final Recent<Bytes, AttestationKey> keys = Recent.atMost(MAX);

    AttestationKey ofPublic(Bytes spki) throws MalformedInput {
      AttestationKey known = keys.get(spki);
      return known != null ? known : keep(spki, new AttestationKey(spki(spki), Optional.empty()));
    }

    AttestationKey ofTpmPublic(Bytes bytes) throws MalformedInput {
      AttestationKey known = keys.get(bytes);
      if (known != null) {
        return known;
      }
      TpmPublic object = TpmPublic.parse(bytes);
      return keep(bytes, new AttestationKey(of(object), Optional.of(object)));
    }

    private AttestationKey keep(Bytes source, AttestationKey key) {
      keys.put(source, key);
      return key;
    }
  }

  /** A SubjectPublicKeyInfo in PEM or DER. */
  private static PublicKey spki(Bytes bytes) throws MalformedInput {
    if (!bytes.isEmpty() && bytes.u8(0) == 0x30) {
      return Crypto.publicKey("ak_public", bytes);
    }
    List<Bytes> blocks = Pem.blocks("ak_public", "PUBLIC KEY", bytes);
    if (blocks.size() != 1) {
      throw new MalformedInput("ak_public", 0, "one PUBLIC KEY block expected");
    }
    return Crypto.publicKey("ak_public", blocks.get(0));
  }

  private static PublicKey of(TpmPublic p) throws MalformedInput {
    if (p.type() == TpmAlgorithm.RSA) {
      return Crypto.rsaPublicKey("TPMT_PUBLIC", p.first(), p.parameter());
    }
    // TPM_ECC_CURVE (TCG Algorithm Registry, table 4).
    String curve =
        switch ((int) p.parameter()) {
          case 0x0003 -> "secp256r1";
          case 0x0004 -> "secp384r1";
          case 0x0005 -> "secp521r1";
          default -> throw new MalformedInput("TPMT_PUBLIC", -1, "a curve that we do not verify");
        };
    return Crypto.ecPublicKey("TPMT_PUBLIC", curve, p.first(), p.second());
  }

  /** Whether the bytes are this key, as SubjectPublicKeyInfo, TPM object or uncompressed point. */
  boolean isEncodedAs(Bytes bytes) {
    Bytes spki = Bytes.of(key.getEncoded());
    if (bytes.equals(spki) || object.isPresent() && object.get().encoded().equals(bytes)) {
      return true;
    }
    // SEC 1 §2.3.3: 04 || x || y, which is also how an EC SubjectPublicKeyInfo ends.
    return key instanceof ECPublicKey ec
        && bytes.length() == 1 + 2 * ((ec.getParams().getCurve().getField().getFieldSize() + 7) / 8)
        && spki.slice(spki.length() - bytes.length(), spki.length()).equals(bytes);
  }

  boolean sameKey(PublicKey other) {
    return key.equals(other);
  }

  /** The largest PSS salt that fits the key (RFC 8017 §9.1.1): what many TPMs use. */
  Optional<Integer> largestSalt(int hashLength) {
    return key instanceof RSAPublicKey rsa
        ? Optional.of((rsa.getModulus().bitLength() + 6) / 8 - hashLength - 2)
        : Optional.empty();
  }
}
