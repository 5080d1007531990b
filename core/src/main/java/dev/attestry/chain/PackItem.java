package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;

/**
 * One thing in an evidence pack.
 *
 * @param name unique in its pack
 * @param mediaType what the content is
 * @param salt 16 random bytes, so that the digest says nothing about content that can be guessed
 * @param content at most 1 MiB
 */
public record PackItem(String name, String mediaType, Bytes salt, Bytes content) {

  public static final int MAX_LENGTH = 1 << 20;
  public static final int SALT_LENGTH = 16;

  static final Shape NAME = Shape.of("[a-z0-9@]", "[a-z0-9@._/-]", 1, 255);
  static final Shape MEDIA_TYPE = Shape.of("[!-~]", "[ -~]", 1, 127);

  /**
   * @throws IllegalArgumentException if a part is out of its bounds
   */
  public PackItem {
    if (!isName(name)
        || !isMediaType(mediaType)
        || salt.length() != SALT_LENGTH
        || content.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an item of a pack is out of bounds: " + name);
    }
  }

  static boolean isName(String s) {
    return NAME.matches(s);
  }

  static boolean isMediaType(String s) {
    return MEDIA_TYPE.matches(s);
  }

  /** SHA-256(salt ‖ content), what entries hold. */
  public Bytes digest() {
    return HashAlgorithm.SHA256.digest(salt, content);
  }
}
