package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.math.BigInteger;

/** Unsigned integers as wire formats hold them, big-endian. */
final class LabInteger {

  private LabInteger() {}

  /** As short as it gets; zero is one byte. */
  static Bytes shortest(BigInteger n) {
    Bytes signed = Bytes.of(n.toByteArray());
    return signed.length() > 1 && signed.u8(0) == 0 ? signed.slice(1, signed.length()) : signed;
  }

  /** With zeros in front, up to a width. */
  static Bytes fixed(BigInteger n, int width) {
    Bytes b = shortest(n);
    return Bytes.concat(Bytes.zeros(width - b.length()), b);
  }
}
