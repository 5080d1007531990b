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
