package dev.attestry.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64 as one form only: an encoding that is not what we would write is refused. */
public final class Base64s {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** The value of each digit; -1 for what is none. */
  private static final int[] DIGITS = digits();

  private static final Base64.Encoder PADDED = Base64.getEncoder();
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private Base64s() {}

  /** RFC 4648 section 4, padded. */
  public static String encode(Bytes bytes) {
    return PADDED.encodeToString(bytes.unsafe());
  }

  /** The digits of {@link #encode}. */
  static byte[] digits(Bytes bytes) {
    return PADDED.encode(bytes.unsafe());
  }

  /** RFC 4648 section 5, without padding, as JOSE and CMW use it. */
  public static String encodeUrl(Bytes bytes) {
    return URL.encodeToString(bytes.unsafe());
  }

  /** Reads what {@link #encode} writes and nothing else. */
  public static Bytes decode(String structure, String text) throws MalformedInput {
    byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1); // '?' for others, which is no digit
    return decode(structure, digits, 0, digits.length);
  }

  /** As {@link #decode}, of ASCII; white space between digits is left out first. */
  public static Bytes decodeSpaced(String structure, Bytes text) throws MalformedInput {
    byte[] digits = new byte[text.length()];
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      byte c = (byte) text.u8(i);
      if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
        digits[n++] = c;
      }
    }
    return decode(structure, digits, 0, n);
  }

  /** Reads what {@link #encodeUrl} writes and nothing else. */
  public static Bytes decodeUrl(String structure, String text) throws MalformedInput {
    byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
    return unpadded(structure, digits, 0, digits.length);
  }

  /** As {@link #decodeUrl(String, String)}, of a range of ASCII. */
  public static Bytes decodeUrl(String structure, Bytes text, int from, int to)
      throws MalformedInput {
    return unpadded(structure, text.array(), text.start() + from, text.start() + to);
  }

  /** As {@link #decode(String, String)}, of digits that stand in an array. */
  static Bytes decode(String structure, byte[] in, int from, int to) throws MalformedInput {
    int n = to - from;
    int padding = n == 0 || in[to - 1] != '=' ? 0 : n > 1 && in[to - 2] == '=' ? 2 : 1;
    byte[] out = new byte[Math.max(0, n / 4 * 3 - padding)];
    int at = 0;
    int wrong = n % 4;
    for (int i = from; wrong == 0 && i < to; i += 4) {
      int missing = i + 4 == to ? padding : 0;
      int a = DIGITS[in[i] & 0xff];
      int b = DIGITS[in[i + 1] & 0xff];
      int c = missing == 2 ? 0 : DIGITS[in[i + 2] & 0xff];
      int d = missing > 0 ? 0 : DIGITS[in[i + 3] & 0xff];
      int group = a << 18 | b << 12 | c << 6 | d;
      // Bits that no byte takes are zero; a digit that is none makes the group negative.
      wrong |= group & (1 << 8 * missing) - 1 | group & Integer.MIN_VALUE;
      for (int shift = 16; shift >= 8 * missing; shift -= 8) {
        out[at++] = (byte) (group >> shift);
      }
    }
    if (wrong != 0) {
      throw new MalformedInput(structure, -1, "not base64 in its canonical, padded form");
    }
    return Bytes.wrap(out);
  }

  private static int[] digits() {
    int[] values = new int[256];
    Arrays.fill(values, -1);
    for (int i = 0; i < 64; i++) {
      values[ALPHABET.charAt(i)] = i;
    }
    return values;
  }

  private static Bytes unpadded(String structure, byte[] digits, int from, int to)
      throws MalformedInput {
    Bytes b;
    try {
      ByteBuffer decoded = Base64.getUrlDecoder().decode(ByteBuffer.wrap(digits, from, to - from));
      b = Bytes.of(decoded.array(), 0, decoded.remaining());
    } catch (IllegalArgumentException e) {
      throw new MalformedInput(structure, -1, "not base64url: " + e.getMessage());
    }
    // Only in the digits of the last one to three bytes can encodings of the same bytes differ.
    byte[] last = URL.encode(b.slice((b.length() - 1) / 3 * 3, b.length()).unsafe());
    int at = to - last.length;
    if (to > from && digits[to - 1] == '='
        || at < from
        || !Arrays.equals(last, 0, last.length, digits, at, to)) {
      throw new MalformedInput(structure, -1, "base64url is not in its canonical, unpadded form");
    }
    return b;
  }
}
