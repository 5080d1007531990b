package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The kinds of key that lab attesters and authorities hold. */
public enum LabKeyType {
  P256("EC", 256),
  P384("EC", 384),
  RSA2048("RSA", 2048),
  RSA4096("RSA", 4096);

  private final String family;
  private final int bits;

  LabKeyType(String family, int bits) {
    this.family = family;
    this.bits = bits;
  }

  /** A new key; the same one for the same random bytes. */
  public KeyPair generate(SecureRandom random) {
    if (family.equals("RSA")) {
      return LabRsa.pair(bits, random);
    }
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance(family);
      g.initialize(new ECGenParameterSpec("secp" + bits + "r1"), random);
      return g.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes keys of type " + this, e);
    }
  }

  /** Both halves: the length of the private one in two bytes, PKCS #8, SubjectPublicKeyInfo. */
  static Bytes encode(KeyPair keys) {
    Bytes secret = Bytes.of(keys.getPrivate().getEncoded());
    return Bytes.concat(
        Bytes.of(secret.length() >> 8, secret.length() & 0xff),
        secret,
        Bytes.of(keys.getPublic().getEncoded()));
  }

  /** Reads what {@link #encode} wrote of a key of this type. */
  KeyPair decode(Bytes encoded) {
    int open = 2 + (encoded.u8(0) << 8 | encoded.u8(1));
    byte[] secret = encoded.slice(2, open).toArray();
    byte[] spki = encoded.slice(open, encoded.length()).toArray();
    try {
      KeyFactory f = KeyFactory.getInstance(family);
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
