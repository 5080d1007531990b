package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.math.BigInteger;

/** The two numbers of an ECDSA signature. */
record EcdsaPair(BigInteger r, BigInteger s) {

  /** From DER, as providers sign. */
  static EcdsaPair of(Bytes der) {
    try {
      DerReader in = DerReader.of("ECDSA-Sig-Value", der).enter(DerReader.SEQUENCE);
      return new EcdsaPair(number(in), number(in));
    } catch (MalformedInput e) {
      throw new IllegalStateException("the lab made a signature that does not parse", e);
    }
  }

  private static BigInteger number(DerReader in) throws MalformedInput {
    return new BigInteger(in.content(DerReader.INTEGER).toArray());
  }

  /** Side by side, each of one width. */
  Bytes raw(int width) {
    return Bytes.concat(LabInteger.fixed(r, width), LabInteger.fixed(s, width));
  }
}
