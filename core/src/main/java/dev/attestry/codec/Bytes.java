package dev.attestry.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable byte string. Copies in and out, so a holder can never change it.
 *
 * <p>Equality takes as long as it takes: never for comparing secrets. Ordering is by unsigned
 * bytes, shorter first where one is a prefix of the other.
 */
public final class Bytes implements Comparable<Bytes> {

  /** The empty byte string. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies the array. */
  public static Bytes of(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /** Copies {@code length} bytes from {@code offset} on. */
  public static Bytes of(byte[] value, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(value, offset, offset + length));
  }

  /** Byte values given as ints, for literals: {@code Bytes.of(0xd2, 0x84)}. */
  public static Bytes of(int... values) {
    byte[] b = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      b[i] = (byte) values[i];
    }
    return new Bytes(b);
  }

  /** The UTF-8 encoding of a text. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads hexadecimal digits of either case, two for each byte.
   *
   * @throws IllegalArgumentException if the text is not an even number of hexadecimal digits
   */
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** Whether {@link #ofHex} reads the text. */
  public static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() % 2 == 0;
  }

  /** Reads until {@code atMost} bytes are there or the channel ends. */
  public static Bytes readFrom(ReadableByteChannel channel, int atMost) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(atMost);
    int n = 0;
    while (n >= 0 && b.hasRemaining()) {
      n = channel.read(b);
    }
    return b.hasRemaining() ? of(b.array(), 0, b.position()) : wrap(b.array());
  }

  /** {@code count} zero bytes. */
  public static Bytes zeros(int count) {
    return new Bytes(new byte[count]);
  }

  /** All parts, one after the other. */
  public static Bytes concat(Bytes... parts) {
    int n = 0;
    for (Bytes p : parts) {
      n = Math.addExact(n, p.value.length);
    }
    byte[] all = new byte[n];
    int at = 0;
    for (Bytes p : parts) {
      System.arraycopy(p.value, 0, all, at, p.value.length);
      at += p.value.length;
    }
    return new Bytes(all);
  }

  public int length() {
    return value.length;
  }

  public boolean isEmpty() {
    return value.length == 0;
  }

  /** The byte at an index, 0 to 255. */
  public int u8(int index) {
    return value[index] & 0xff;
  }

  /** The first place of a byte at or after {@code from} and before {@code to}; -1 without one. */
  public int indexOf(int b, int from, int to) {
    return Swar.indexOf(value, (byte) b, from, to);
  }

  /** A copy of the range from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    if (from < 0 || from > to || to > value.length) {
      throw new IndexOutOfBoundsException(
          "range " + from + ".." + to + " of " + value.length + " bytes");
    }
    return from == 0 && to == value.length ? this : of(value, from, to - from);
  }

  /** A fresh copy. */
  public byte[] toArray() {
    return value.clone();
  }

  /** A read-only view, without a copy. */
  public ByteBuffer readOnly() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /** The bytes decoded as UTF-8; malformed input becomes U+FFFD, so only for text known good. */
  public String utf8() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  /** Whether every byte is zero; true for the empty string. */
  public boolean isZero() {
    for (byte b : value) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  public boolean startsWith(Bytes prefix) {
    return value.length >= prefix.value.length
        && Arrays.equals(value, 0, prefix.value.length, prefix.value, 0, prefix.value.length);
  }

  /** Feeds the bytes into a digest without a copy. */
  public void update(MessageDigest digest) {
    digest.update(value);
  }

  /** Feeds a range of the bytes into a digest without a copy. */
  public void update(MessageDigest digest, int from, int to) {
    digest.update(value, from, to - from);
  }

  /** Copies the bytes into {@code target} from {@code offset} on. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(value, 0, target, offset, value.length);
  }

  /** The array itself, for readers of this package that never let it out. */
  byte[] unsafe() {
    return value;
  }

  /** Takes ownership of an array that nobody else holds. */
  static Bytes wrap(byte[] owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Bytes other && Arrays.equals(value, other.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** At most 16 bytes in hexadecimal, then the length: safe for messages. */
  @Override
  public String toString() {
    return value.length <= 16 ? hex() : slice(0, 16).hex() + "… (" + value.length + " bytes)";
  }
}
