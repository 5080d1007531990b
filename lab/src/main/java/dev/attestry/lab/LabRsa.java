package dev.attestry.lab;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * RSA keys that are made in a small part of the time: the modulus has many primes of 512 bits (RFC
 * 8017 section 3.2 allows more than two), in two halves that the arithmetic of the Chinese
 * remainder theorem takes for the two primes. Its signatures are those of any RSA key. For a lab
 * only: nobody else makes keys so.
 */
final class LabRsa {

  private static final int PRIME = 512;
  private static final BigInteger F4 = BigInteger.valueOf(65_537);

  /** Half of a modulus; both numbers modulo which exponents and signatures are computed. */
  private record Half(BigInteger product, BigInteger order) {}

  private LabRsa() {}

  /** A key pair; the same one for the same random bytes. */
  static KeyPair pair(int bits, SecureRandom random) {
    Half q = half(bits / 2, LabRandom.of(LabRandom.bytes(random, 32), "q"));
    Half p = half(bits / 2, LabRandom.of(LabRandom.bytes(random, 32), "p"));
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      BigInteger modulus = p.product().multiply(q.product());
      PrivateKey key =
          rsa.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  modulus,
                  F4,
                  F4.modInverse(lcm(p.order(), q.order())),
                  p.product(),
                  q.product(),
                  F4.modInverse(p.order()),
                  F4.modInverse(q.order()),
                  q.product().modInverse(p.product())));
      return new KeyPair(rsa.generatePublic(new RSAPublicKeySpec(modulus, F4)), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK takes RSA keys", e);
    }
  }

  private static Half half(int bits, SecureRandom random) {
    Half half = new Half(BigInteger.ONE, BigInteger.ONE);
    for (int i = 0; i < bits / PRIME; i++) {
      BigInteger p = prime(bits / PRIME, random);
      half = new Half(half.product().multiply(p), lcm(half.order(), p.subtract(BigInteger.ONE)));
    }
    return half;
  }

  /** At least 0.84 x 2^512 of two in a half, 0.92 of four: so that the modulus has all bits. */
  private static BigInteger prime(int inHalf, SecureRandom random) {
    BigInteger least = BigInteger.valueOf(inHalf > 2 ? 0xec : 0xd8).shiftLeft(PRIME - 8);
    BigInteger start = new BigInteger(PRIME - 4, random).add(least);
    BigInteger p = start.nextProbablePrime();
    while (p.mod(F4).equals(BigInteger.ONE)) {
      p = p.nextProbablePrime();
    }
    return p;
  }

  private static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }
}
