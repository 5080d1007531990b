package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.math.BigInteger;

/** What a signed slot can hold, and how a challenge is put into it. */
public enum Slot {
  /** 32 bytes as they are: TPM extraData, the nonce field of Nitro documents. */
  BYTES_32,
  /** 64-byte slots take the SHA-512 of the same text: REPORT_DATA of SNP, TDX, SGX. */
  BYTES_64,
  /** Text slots take the nonce as 64 lower-case hexadecimal digits. */
  HEX_64,
  /**
   * Slots of ten decimal digits take the first eight bytes, modulo 10^10. A salt can be searched
   * that fits an old document, so it counts as no challenge.
   */
  DIGITS_10;

  /** What the slot must hold for a challenge. */
  public Bytes of(Challenge challenge) {
    return of(challenge, challenge.nonce());
  }

  /**
   * As above.
   *
   * @param nonce of that challenge, where it was made already
   */
  Bytes of(Challenge challenge, Bytes nonce) {
    return switch (this) {
      case BYTES_32 -> nonce;
      case BYTES_64 -> HashAlgorithm.SHA512.digest(challenge.text());
      case HEX_64 -> Bytes.utf8(nonce.hex());
      case DIGITS_10 -> digits(nonce);
    };
  }

  private static Bytes digits(Bytes nonce) {
    BigInteger first = new BigInteger(1, nonce.slice(0, Long.BYTES).toArray());
    return Bytes.utf8(String.format("%010d", first.mod(BigInteger.TEN.pow(10))));
  }
}
