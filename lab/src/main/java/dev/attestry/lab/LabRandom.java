package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Random bytes that follow from a seed, so that a lab's keys come back the same. Only as secret as
 * the seed.
 */
public final class LabRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final transient Bytes seed;
  private transient long counter;

  private LabRandom(Bytes seed) {
    super(null, null);
    this.seed = seed;
  }

  /** The bytes that follow from this seed and purpose. */
  public static SecureRandom of(Bytes seed, String purpose) {
    return new LabRandom(HashAlgorithm.SHA256.digest(seed, Bytes.utf8(purpose)));
  }

  /** The next bytes of a source. */
  static Bytes bytes(SecureRandom source, int length) {
    byte[] b = new byte[length];
    source.nextBytes(b);
    return Bytes.of(b);
  }

  @Override
  public void nextBytes(byte[] out) {
    for (int at = 0; at < out.length; at += 32) {
      byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(counter++).array();
      Bytes block = HashAlgorithm.SHA256.digest(seed, Bytes.of(count));
      System.arraycopy(block.toArray(), 0, out, at, Math.min(32, out.length - at));
    }
  }
}
