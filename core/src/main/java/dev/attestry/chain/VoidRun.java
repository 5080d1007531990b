package dev.attestry.chain;

import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The hash over a run of void slots: of each its length and its first 4,096 bytes (chain §1.5). */
final class VoidRun {

  private static final int FIRST = 4_096;

  private final MessageDigest digest = HashAlgorithm.SHA256.newDigest();

  private VoidRun() {}

  static VoidRun empty() {
    return new VoidRun();
  }

  void add(ReadOutcome.Found object) {
    digest.update(ByteBuffer.allocate(8).putLong(object.size()).array());
    object.bytes().update(digest, 0, Math.min(FIRST, object.bytes().length()));
  }

  /** The hash so far; more slots may follow. */
  Bytes hash() {
    try {
      return Bytes.of(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }
}
