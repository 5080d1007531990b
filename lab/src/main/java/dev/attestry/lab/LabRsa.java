package dev.attestry.lab;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.concurrent.CompletableFuture;

/**
 * RSA-4096 keys that are made in a tenth of the time: the modulus has four primes of 1024 bits (RFC
 * 8017 section 3.2 allows more than two), in two halves that the arithmetic of the Chinese
 * remainder theorem takes for the two primes. Its signatures are those of any RSA-4096 key. For a
 * lab only: nobody else makes keys so.
 */
final class LabRsa {

  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final int PRIME_BITS = 1024;
  private static final BigInteger LEAST = BigInteger.valueOf(0xd8).shiftLeft(PRIME_BITS - 8);

  /** Half of a modulus; both numbers modulo which exponents and signatures are computed. */
  private record Half(BigInteger product, BigInteger order) {}

  private LabRsa() {}

  static PrivateKey generate(SecureRandom random) {
    CompletableFuture<Half> other = CompletableFuture.supplyAsync(() -> half(random));
    Half p = half(random);
    Half q = other.join();
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(
              new RSAPrivateCrtKeySpec(
                  p.product().multiply(q.product()),
                  F4,
                  F4.modInverse(lcm(p.order(), q.order())),
                  p.product(),
                  q.product(),
                  F4.modInverse(p.order()),
                  F4.modInverse(q.order()),
                  q.product().modInverse(p.product())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK takes RSA keys", e);
    }
  }

  private static Half half(SecureRandom random) {
    BigInteger a = prime(random);
    BigInteger b = prime(random);
    return new Half(a.multiply(b), lcm(a.subtract(BigInteger.ONE), b.subtract(BigInteger.ONE)));
  }

  /** At least 0.84 x 2^1024, so that the product of four has 4096 bits. */
  private static BigInteger prime(SecureRandom random) {
    BigInteger start = new BigInteger(PRIME_BITS - 4, random).add(LEAST);
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
