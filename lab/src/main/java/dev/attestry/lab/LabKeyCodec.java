package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Key pairs as a lab keeps them between runs. */
final class LabKeyCodec {

  private LabKeyCodec() {}

  /** Both halves: the length of the private one in two bytes, PKCS #8, SubjectPublicKeyInfo. */
  static Bytes encode(KeyPair keys) {
    Bytes secret = Bytes.of(keys.getPrivate().getEncoded());
    return Bytes.concat(
        Bytes.of(secret.length() >> 8, secret.length() & 0xff),
        secret,
        Bytes.of(keys.getPublic().getEncoded()));
  }

  /** Reads what {@link #encode} wrote of a key of a type. */
  static KeyPair decode(LabKeyType type, Bytes encoded) {
    int open = 2 + (encoded.u8(0) << 8 | encoded.u8(1));
    byte[] secret = encoded.slice(2, open).toArray();
    byte[] spki = encoded.slice(open, encoded.length()).toArray();
    try {
      KeyFactory f = KeyFactory.getInstance(type.family());
      return new KeyPair(
          f.generatePublic(new X509EncodedKeySpec(spki)),
          f.generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK reads what it wrote", e);
    }
  }

  /**
   * An RSA key pair from its private half.
   *
   * @throws GeneralSecurityException if it is none
   */
  static KeyPair rsa(Bytes pkcs8) throws GeneralSecurityException {
    KeyFactory f = KeyFactory.getInstance("RSA");
    PrivateKey key = f.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
    if (key instanceof RSAPrivateCrtKey k) {
      RSAPublicKeySpec open = new RSAPublicKeySpec(k.getModulus(), k.getPublicExponent());
      return new KeyPair(f.generatePublic(open), k);
    }
    throw new InvalidKeySpecException("not an RSA key with its primes");
  }
}
