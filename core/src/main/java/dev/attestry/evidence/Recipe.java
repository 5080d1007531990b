package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How a challenge is put into a signed slot of a format. Named and versioned; entries record the
 * name, so a recipe is never changed, only succeeded.
 */
public enum Recipe {
  /** 32 bytes as they are: TPM extraData, the nonce field of Nitro documents. */
  NONCE_32("nonce-32-v1"),
  /** 64-byte slots take the SHA-512 of the same text: REPORT_DATA of SNP, TDX, SGX. */
  REPORT_DATA_64("report-data-64-v1"),
  /** Text slots take the nonce as 64 lower-case hexadecimal digits. */
  HEX_64("hex-64-v1"),
  /**
   * Slots of ten decimal digits (Azure's instance metadata service) take the first eight bytes,
   * modulo 10^10. A salt can be searched that fits an old document, so it counts as no challenge.
   */
  NARROW("narrow-v1");

  private final String label;

  Recipe(String label) {
    this.label = label;
  }

  /** The recipe with this published name. */
  public static Optional<Recipe> ofLabel(String label) {
    for (Recipe r : values()) {
      if (r.label.equals(label)) {
        return Optional.of(r);
      }
    }
    return Optional.empty();
  }

  /** The published name. */
  public String label() {
    return label;
  }

  /** What the slot must hold for a challenge. */
  public Bytes slot(Challenge challenge) {
    return slot(challenge, challenge.nonce());
  }

  /**
   * As above.
   *
   * @param nonce of that challenge, where it was made already
   */
  public Bytes slot(Challenge challenge, Bytes nonce) {
    return switch (this) {
      case NONCE_32 -> nonce;
      case REPORT_DATA_64 -> HashAlgorithm.SHA512.digest(challenge.text());
      case HEX_64 -> Bytes.utf8(nonce.hex());
      case NARROW -> digits(nonce);
    };
  }

  private static Bytes digits(Bytes nonce) {
    BigInteger first = new BigInteger(1, nonce.slice(0, Long.BYTES).toArray());
    return Bytes.utf8(String.format("%010d", first.mod(BigInteger.TEN.pow(10))));
  }
}
