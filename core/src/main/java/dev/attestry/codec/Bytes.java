package dev.attestry.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable byte string. Copies in and out, so a holder can never change it.
 *
 * <p>Equality takes as long as it takes: never for comparing secrets. Ordering is by unsigned
 * bytes, shorter first where one is a prefix of the other.
 */
public final class Bytes implements Comparable<Bytes> {

  /** The empty byte string. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  /** Files are read through a buffer outside the heap; one so large stays in a core's cache. */
  private static final int PIECE = 64 << 10;

  private final byte[] value;
  private final int start;
  private final int length;

  private Bytes(byte[] value) {
    this(value, 0, value.length);
  }

  private Bytes(byte[] value, int start, int length) {
    this.value = value;
    this.start = start;
    this.length = length;
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
    while (n >= 0 && b.position() < atMost) {
      b.limit(Math.min(atMost, b.position() + PIECE));
      n = channel.read(b);
    }
    return b.position() < atMost ? of(b.array(), 0, b.position()) : wrap(b.array());
  }

  /** {@code count} zero bytes. */
  public static Bytes zeros(int count) {
    return new Bytes(new byte[count]);
  }

  /** All parts, one after the other. */
  public static Bytes concat(Bytes... parts) {
    int n = 0;
    for (Bytes p : parts) {
      n = Math.addExact(n, p.length);
    }
    byte[] all = new byte[n];
    int at = 0;
    for (Bytes p : parts) {
      p.copyTo(all, at);
      at += p.length;
    }
    return new Bytes(all);
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at an index, 0 to 255. */
  public int u8(int index) {
    return value[start + Objects.checkIndex(index, length)] & 0xff;
  }

  /** The eight bytes from an index on, as a number of which all 64 bits are used. */
  public long u64be(int index) {
    Objects.checkFromIndexSize(index, Long.BYTES, length);
    return Long.reverseBytes(Swar.load(value, start + index));
  }

  /** The first place of a byte at or after {@code from} and before {@code to}; -1 without one. */
  public int indexOf(int b, int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    int at = Swar.indexOf(value, (byte) b, start + from, start + to);
    return at < 0 ? -1 : at - start;
  }

  /** Whether a part, which is not empty, stands anywhere in it. */
  public boolean contains(Bytes part) {
    return indexOf(part) >= 0;
  }

  /** The first place of a part, which is not empty; -1 without one. */
  public int indexOf(Bytes part) {
    int at = Horspool.indexOf(value, start, start + length, part.unsafe());
    return at < 0 ? -1 : at - start;
  }

  /** Whether a part stands at an index. */
  public boolean hasAt(int index, Bytes part) {
    return index >= 0 && index <= length - part.length && regionIs(index, part);
  }

  /** A copy of the range from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return from == 0 && to == length ? this : of(value, start + from, to - from);
  }

  /** The range that {@link #slice} copies, without a copy: it keeps all of the bytes in memory. */
  public Bytes view(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return new Bytes(value, start + from, to - from);
  }

  /** A fresh copy. */
  public byte[] toArray() {
    return Arrays.copyOfRange(value, start, start + length);
  }

  /** A read-only view, without a copy. */
  public ByteBuffer readOnly() {
    return ByteBuffer.wrap(value, start, length).slice().asReadOnlyBuffer();
  }

  /** The bytes decoded as UTF-8; malformed input becomes U+FFFD, so only for text known good. */
  public String utf8() {
    return new String(value, start, length, StandardCharsets.UTF_8);
  }

  /** The bytes as characters of the same number, 0 to 255: for texts that are to be ASCII. */
  public String latin1() {
    return new String(value, start, length, StandardCharsets.ISO_8859_1);
  }

  /** Lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(value, start, start + length);
  }

  /** Whether every byte is zero; true for the empty string. */
  public boolean isZero() {
    for (int i = start; i < start + length; i++) {
      if (value[i] != 0) {
        return false;
      }
    }
    return true;
  }

  public boolean startsWith(Bytes prefix) {
    return length >= prefix.length && regionIs(0, prefix);
  }

  private boolean regionIs(int at, Bytes part) {
    int from = start + at;
    int to = part.start + part.length;
    return Arrays.equals(value, from, from + part.length, part.value, part.start, to);
  }

  /** Feeds the bytes into a digest without a copy. */
  public void update(MessageDigest digest) {
    digest.update(value, start, length);
  }

  /** Feeds a range of the bytes into a digest without a copy. */
  public void update(MessageDigest digest, int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    digest.update(value, start + from, to - from);
  }

  /** Feeds the bytes into a signature check without a copy. */
  public void update(Signature signature) throws SignatureException {
    signature.update(value, start, length);
  }

  /** Copies the bytes into {@code target} from {@code offset} on. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(value, start, target, offset, length);
  }

  /**
   * An array with these bytes and no other, for readers of this package that never let it out or
   * change it. A view is copied.
   */
  byte[] unsafe() {
    return length == value.length ? value : toArray();
  }

  /** The array that holds the bytes, from {@link #start} on; it may hold others too. */
  byte[] array() {
    return value;
  }

  /** Where the bytes begin in {@link #array}. */
  int start() {
    return start;
  }

  /** Takes ownership of an array that nobody else holds. */
  static Bytes wrap(byte[] owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        value, start, start + length, other.value, other.start, other.start + other.length);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Bytes other && length == other.length && regionIs(0, other);
  }

  @Override
  public int hashCode() {
    if (length == value.length) {
      return Arrays.hashCode(value); // by vector instructions
    }
    int h = 1;
    for (int i = start; i < start + length; i++) {
      h = 31 * h + value[i];
    }
    return h;
  }

  /** At most 16 bytes in hexadecimal, then the length: safe for messages. */
  @Override
  public String toString() {
    return length <= 16 ? hex() : slice(0, 16).hex() + "… (" + length + " bytes)";
  }
}
