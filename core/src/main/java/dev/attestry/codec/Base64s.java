package dev.attestry.codec;

import java.util.Base64;

/** Base64 as one form only: an encoding that is not what we would write is refused. */
public final class Base64s {

  private Base64s() {}

  /** RFC 4648 section 4, padded. */
  public static String encode(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.unsafe());
  }

  /** The digits of {@link #encode}. */
  static byte[] digits(Bytes bytes) {
    return Base64.getEncoder().encode(bytes.unsafe());
  }

  /** RFC 4648 section 5, without padding, as JOSE and CMW use it. */
  public static String encodeUrl(Bytes bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.unsafe());
  }

  /** Reads what {@link #encode} writes and nothing else. */
  public static Bytes decode(String structure, String text) throws MalformedInput {
    Bytes b = decode(structure, text, Base64.getDecoder());
    if (text.length() % 4 != 0 || !text.endsWith(encode(lastGroup(b)))) {
      throw new MalformedInput(structure, -1, "base64 is not in its canonical, padded form");
    }
    return b;
  }

  /** Reads what {@link #encodeUrl} writes and nothing else. */
  public static Bytes decodeUrl(String structure, String text) throws MalformedInput {
    Bytes b = decode(structure, text, Base64.getUrlDecoder());
    if (text.endsWith("=") || !text.endsWith(encodeUrl(lastGroup(b)))) {
      throw new MalformedInput(structure, -1, "base64url is not in its canonical, unpadded form");
    }
    return b;
  }

  /** The one to three bytes of the last group of digits: only there can encodings differ. */
  private static Bytes lastGroup(Bytes b) {
    return b.slice((b.length() - 1) / 3 * 3, b.length());
  }

  private static Bytes decode(String structure, String text, Base64.Decoder decoder)
      throws MalformedInput {
    try {
      return Bytes.wrap(decoder.decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedInput(structure, -1, "not base64: " + e.getMessage());
    }
  }
}
