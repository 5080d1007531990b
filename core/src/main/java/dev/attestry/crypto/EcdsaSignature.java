package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import java.math.BigInteger;

/** ECDSA signatures as r and s, between their encodings. */
public final class EcdsaSignature {

  private EcdsaSignature() {}

  /**
   * The DER form of r and s, big-endian.
   *
   * <p>Zero and oversized values are encoded as they are; the verifier refuses them.
   */
  public static Bytes der(Bytes r, Bytes s) {
    Bytes a = integer(r);
    Bytes b = integer(s);
    int n = a.length() + b.length();
    Bytes header = n < 0x80 ? Bytes.of(0x30, n) : Bytes.of(0x30, 0x81, n);
    return Bytes.concat(header, a, b);
  }

  /** The DER form of r and s side by side, each half of the bytes, as COSE and JOSE write them. */
  public static Bytes derOfRaw(Bytes raw) {
    int half = raw.length() / 2;
    return der(raw.slice(0, half), raw.slice(half, raw.length()));
  }

  private static Bytes integer(Bytes unsigned) {
    byte[] v = new BigInteger(1, unsigned.toArray()).toByteArray();
    return Bytes.concat(Bytes.of(0x02, v.length), Bytes.of(v));
  }
}
