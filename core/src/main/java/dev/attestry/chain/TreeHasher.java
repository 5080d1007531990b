package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The two hashes of RFC 6962 section 2.1, into arrays of the caller. Nothing is allocated for a
 * node: its 65 bytes are gathered in one array and the digest is written over it. Not thread-safe.
 */
final class TreeHasher {

  static final int LENGTH = 32;

  private static final int LEFT = 1;
  private static final int RIGHT = 1 + LENGTH;

  private final MessageDigest sha256 = HashAlgorithm.SHA256.newDigest();
  private final byte[] gather = new byte[1 + 2 * LENGTH];

  TreeHasher() {
    gather[0] = 1;
  }

  /** SHA-256(0x00 ‖ data) of a range, written to {@code out} at {@code at}. */
  void leaf(Bytes data, int from, int to, byte[] out, int at) {
    sha256.update((byte) 0);
    data.update(sha256, from, to);
    finish(out, at);
  }

  /**
   * SHA-256(0x01 ‖ left ‖ right), written to {@code out} at {@code to}, which may be either side.
   */
  void node(byte[] l, int left, byte[] r, int right, byte[] out, int to) {
    System.arraycopy(l, left, gather, LEFT, LENGTH);
    System.arraycopy(r, right, gather, RIGHT, LENGTH);
    sha256.update(gather);
    finish(out, to);
  }

  private void finish(byte[] out, int at) {
    try {
      sha256.digest(out, at, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 digest has 32 bytes", e);
    }
  }
}
