package dev.attestry.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time. */
final class Swar {

  static final long ONES = 0x0101010101010101L;
  static final long TOPS = 0x8080808080808080L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Swar() {}

  /** Eight bytes, the first one lowest. */
  static long load(byte[] in, int at) {
    return (long) LONGS.get(in, at);
  }

  /** The first byte of those in a word whose top bit is set in a mask. */
  static int first(long mask) {
    return Long.numberOfTrailingZeros(mask & TOPS) >>> 3;
  }

  /**
   * The top bit is set in bytes that do not stand for themselves in a JSON string: control
   * characters, quotation marks, backslashes, and what is not ASCII. Only the first is exact: a
   * borrow may mark the byte above it.
   */
  static long unplain(long word) {
    long quote = word ^ ONES * '"';
    long backslash = word ^ ONES * '\\';
    return (word - ONES * 0x20 | quote - ONES | backslash - ONES | word) & TOPS;
  }

  /**
   * Whether all bytes stand for themselves in a JSON string, and none is a question mark, which
   * Java puts where half of a surrogate pair was.
   */
  static boolean isPlain(byte[] utf8) {
    long stop = 0;
    int i = 0;
    for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
      stop |= unplainOrMark(load(utf8, i));
    }
    for (; i < utf8.length; i++) {
      stop |= unplainOrMark(ONES * (utf8[i] & 0xff));
    }
    return stop == 0;
  }

  private static long unplainOrMark(long word) {
    return unplain(word) | (word ^ ONES * '?') - ONES & TOPS;
  }

  static int indexOf(byte[] in, byte wanted, int from, int to) {
    long pattern = ONES * (wanted & 0xff);
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long x = load(in, i) ^ pattern;
      // The top bit is set where a byte of x is zero; the lowest such bit is never a borrow's.
      long zero = x - ONES & ~x;
      if ((zero & TOPS) != 0) {
        return i + first(zero);
      }
    }
    for (; i < to; i++) {
      if (in[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
