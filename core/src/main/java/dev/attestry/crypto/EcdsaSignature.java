package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
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
    int n = 4 + contentLength(r) + contentLength(s);
    ByteBuffer out = ByteBuffer.allocate(3 + n).put((byte) 0x30);
    if (n >= 0x80) {
      out.put((byte) 0x81);
    }
    out.put((byte) n);
    integer(out, r);
    integer(out, s);
    return Bytes.of(out.array(), 0, out.position());
  }

  /**
   * The DER form of r and s side by side, as COSE and JOSE write them. A signature of any other
   * length than two times the width becomes the empty string, which no verifier accepts.
   *
   * @param width bytes of each, those of the curve's order: 32, 48 or 66
   */
  public static Bytes derOfRaw(Bytes raw, int width) {
    return raw.length() == 2 * width
        ? der(raw.slice(0, width), raw.slice(width, raw.length()))
        : Bytes.EMPTY;
  }

  /** Bytes of r and of s under an EC key; 0 for a key of another family. */
  public static int width(PublicKey key) {
    return key instanceof ECPublicKey ec ? (ec.getParams().getOrder().bitLength() + 7) / 8 : 0;
  }

  private static void integer(ByteBuffer out, Bytes unsigned) {
    int n = contentLength(unsigned);
    out.put((byte) 0x02).put((byte) n);
    for (int i = unsigned.length() - n; i < unsigned.length(); i++) {
      out.put(i < 0 ? 0 : (byte) unsigned.u8(i));
    }
  }

  /** Bytes of a non-negative INTEGER: without needless zeros, with one before a set top bit. */
  private static int contentLength(Bytes unsigned) {
    int from = 0;
    while (from < unsigned.length() && unsigned.u8(from) == 0) {
      from++;
    }
    int n = unsigned.length() - from;
    return n == 0 || unsigned.u8(from) >= 0x80 ? n + 1 : n;
  }

  /**
   * Whether the bytes are r and s in their one DER form, both positive, and nothing else. The JDK
   * reads an r or s without its leading zero too, which gives a signature two encodings.
   */
  public static boolean isDer(Bytes signature) {
    return parse(signature).isPresent();
  }

  /** Whether s is at most half the order of P-256: of the two valid values the smaller one. */
  public static boolean isLowS(Bytes der) {
    return parse(der).filter(v -> number(v.s).compareTo(HALF_P256_ORDER) <= 0).isPresent();
  }

  /** The same P-256 signature with the smaller s, in minimal DER. */
  public static Bytes lowS(Bytes der) throws MalformedInput {
    Values v =
        parse(der).orElseThrow(() -> new MalformedInput("ECDSA signature", -1, "not minimal DER"));
    BigInteger given = number(v.s);
    BigInteger s = given.compareTo(HALF_P256_ORDER) <= 0 ? given : P256_ORDER.subtract(given);
    if (s.signum() <= 0) {
      throw new MalformedInput("ECDSA signature", -1, "s is not below the order of P-256");
    }
    return der(v.r, Bytes.of(s.toByteArray()));
  }

  /** The contents of both INTEGERs. */
  private record Values(Bytes r, Bytes s) {}

  private static BigInteger number(Bytes content) {
    return new BigInteger(1, content.toArray());
  }

  private static Optional<Values> parse(Bytes der) {
    try {
      DerReader outer = DerReader.of("ECDSA signature", der);
      DerReader in = outer.enter(DerReader.SEQUENCE);
      outer.expectEnd();
      Bytes r = positive(in.content(DerReader.INTEGER));
      Bytes s = positive(in.content(DerReader.INTEGER));
      in.expectEnd();
      return Optional.of(new Values(r, s));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** X.690 §8.3.2: no needless leading zero; the sign bit is clear. */
  private static Bytes positive(Bytes b) throws MalformedInput {
    boolean needless = b.length() > 1 && b.u8(0) == 0 && (b.u8(1) & 0x80) == 0;
    if (b.isEmpty() || b.length() > MAX_INTEGER || needless || b.u8(0) >= 0x80 || b.isZero()) {
      throw new MalformedInput("ECDSA signature", -1, "a minimal positive INTEGER expected");
    }
    return b;
  }
}
