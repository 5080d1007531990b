package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What a signed slot can hold, and how a challenge is put into it. */
public enum Slot {
  /** 32 bytes as they are: the nonce field of Nitro documents, which may have 1,024. */
  BYTES_32("1 to 1,024 bytes"),
  /**
   * 32 bytes as they are: a TPM's extraData. That is a TPM2B_DATA, as long as a TPMT_HA at most
   * (TPM 2.0 part 2, §10.4.3): an algorithm and a SHA-512.
   */
  EXTRA_DATA("1 to 66 bytes (TPM2B_DATA)"),
  /** 64-byte slots take the SHA-512 of the same text: REPORT_DATA of SNP, TDX, SGX. */
  BYTES_64("64 bytes, padding included"),
  /** Text slots take the nonce as 64 lower-case hexadecimal digits. */
  HEX_64("1 to 512 bytes"),
  /**
   * Slots of ten decimal digits take the first eight bytes, modulo 10^10. A salt can be searched
   * that fits an old document, so it counts as no challenge.
   */
  DIGITS_10("ten decimal digits");

  private static final int MAX_FIELD = 1024;
  private static final int MAX_EXTRA_DATA = 66;
  private static final int MAX_TEXT = 512;
  private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10}");

  private final String capacity;

  Slot(String capacity) {
    this.capacity = capacity;
  }

  /** What it holds, for messages. */
  public String capacity() {
    return capacity;
  }

  /** Whether a nonce that somebody else chose can stand in it; digits as text, or two a byte. */
  public boolean holds(Bytes nonce) {
    int n = nonce.length();
    return switch (this) {
      case BYTES_32 -> n >= 1 && n <= MAX_FIELD;
      case EXTRA_DATA -> n >= 1 && n <= MAX_EXTRA_DATA;
      case BYTES_64 -> n == 64;
      case HEX_64 -> n >= 1 && n <= MAX_TEXT;
      case DIGITS_10 ->
          TEN_DIGITS.matcher(nonce.hex()).matches() || TEN_DIGITS.matcher(nonce.utf8()).matches();
    };
  }

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
      case BYTES_32, EXTRA_DATA -> nonce;
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
