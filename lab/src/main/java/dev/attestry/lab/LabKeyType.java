package dev.attestry.lab;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

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

  /** What the JDK calls the family. */
  String family() {
    return family;
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
}
