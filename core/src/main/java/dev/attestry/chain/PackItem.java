package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.regex.Pattern;

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

  private static final Pattern NAME = Pattern.compile("[a-z0-9@][a-z0-9@._/-]{0,254}");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~][ -~]{0,126}");

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
    return NAME.matcher(s).matches();
  }

  static boolean isMediaType(String s) {
    return MEDIA_TYPE.matcher(s).matches();
  }

  /** SHA-256(salt ‖ content), what entries hold. */
  public Bytes digest() {
    return HashAlgorithm.SHA256.digest(salt, content);
  }
}
