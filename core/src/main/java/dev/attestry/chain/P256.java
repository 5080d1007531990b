package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.EcdsaSignature;
import java.math.BigInteger;
import java.util.Optional;

/** The one encoding of an ECDSA P-256 signature that a commit may bear (chain §1.6). */
final class P256 {

  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger HALF = N.shiftRight(1);

  private P256() {}

  /** Whether it is minimal DER of r and s, both at least 1, r below n and s at most n/2. */
  static boolean isCanonical(Bytes der) {
    return parse(der).filter(rs -> rs[1].compareTo(HALF) <= 0).isPresent();
  }

  /** The canonical form of what a key service returned as DER; s or n-s, the lower one. */
  static Bytes normalise(Bytes der) {
    BigInteger[] rs =
        parse(der).orElseThrow(() -> new IllegalArgumentException("not a P-256 signature"));
    BigInteger s = rs[1].compareTo(HALF) > 0 ? N.subtract(rs[1]) : rs[1];
    return EcdsaSignature.der(Bytes.of(rs[0].toByteArray()), Bytes.of(s.toByteArray()));
  }

  private static Optional<BigInteger[]> parse(Bytes der) {
    if (der.length() < 8 || der.length() > 72 || der.u8(0) != 0x30 || der.u8(1) != der.length() - 2) {
      return Optional.empty();
    }
    int rLength = der.u8(3);
    int sAt = 4 + rLength;
    if (der.u8(2) != 2 || sAt + 2 > der.length() || der.u8(sAt) != 2
        || sAt + 2 + der.u8(sAt + 1) != der.length()) {
      return Optional.empty();
    }
    BigInteger[] rs = {integer(der.slice(4, sAt)), integer(der.slice(sAt + 2, der.length()))};
    boolean minimal =
        rs[0].signum() > 0 && rs[0].compareTo(N) < 0 && rs[1].signum() > 0 && rs[1].compareTo(N) < 0
            && EcdsaSignature.der(Bytes.of(rs[0].toByteArray()), Bytes.of(rs[1].toByteArray()))
                .equals(der);
    return minimal ? Optional.of(rs) : Optional.empty();
  }

  /** Negative and empty integers become zero, which no signature has. */
  private static BigInteger integer(Bytes b) {
    return b.isEmpty() || b.u8(0) >= 0x80 ? BigInteger.ZERO : new BigInteger(1, b.toArray());
  }
}
