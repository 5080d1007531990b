package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.util.Optional;

/** ECDSA signatures as r and s, between their encodings. */
public final class EcdsaSignature {

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final BigInteger HALF_P256_ORDER = P256_ORDER.shiftRight(1);

  /** P-521 with its sign byte. */
  private static final int MAX_INTEGER = 67;

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

  /** Whether the bytes are r and s in their one DER form, both positive, and nothing else. */
  public static boolean isDer(Bytes signature) {
    return parse(signature).isPresent();
  }

  /** Whether s is at most half the order of P-256: of the two valid values the smaller one. */
  public static boolean isLowS(Bytes der) {
    return parse(der).filter(v -> v.s.compareTo(HALF_P256_ORDER) <= 0).isPresent();
  }

  /** The same P-256 signature with the smaller s, in minimal DER. */
  public static Bytes lowS(Bytes der) throws MalformedInput {
    Values v =
        parse(der).orElseThrow(() -> new MalformedInput("ECDSA signature", -1, "not minimal DER"));
    BigInteger s = v.s.compareTo(HALF_P256_ORDER) <= 0 ? v.s : P256_ORDER.subtract(v.s);
    if (s.signum() <= 0) {
      throw new MalformedInput("ECDSA signature", -1, "s is not below the order of P-256");
    }
    return der(Bytes.of(v.r.toByteArray()), Bytes.of(s.toByteArray()));
  }

  private record Values(BigInteger r, BigInteger s) {}

  private static Optional<Values> parse(Bytes der) {
    try {
      DerReader outer = DerReader.of("ECDSA signature", der);
      DerReader in = outer.enter(DerReader.SEQUENCE);
      outer.expectEnd();
      BigInteger r = positive(in.content(DerReader.INTEGER));
      BigInteger s = positive(in.content(DerReader.INTEGER));
      in.expectEnd();
      return Optional.of(new Values(r, s));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** X.690 §8.3.2: no needless leading zero; the sign bit is clear. */
  private static BigInteger positive(Bytes b) throws MalformedInput {
    boolean needless = b.length() > 1 && b.u8(0) == 0 && (b.u8(1) & 0x80) == 0;
    if (b.isEmpty() || b.length() > MAX_INTEGER || needless || b.u8(0) >= 0x80 || b.isZero()) {
      throw new MalformedInput("ECDSA signature", -1, "a minimal positive INTEGER expected");
    }
    return new BigInteger(b.toArray());
  }
}
