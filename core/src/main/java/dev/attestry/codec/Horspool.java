package dev.attestry.codec;

import java.util.Arrays;

/**
 * Finds a part in bytes (R. N. Horspool, 1980): the last byte of a window says how far the next one
 * may be, mostly all of its length. An audit looks for a challenge in every piece of evidence.
 */
final class Horspool {

  private Horspool() {}

  /** The first place of the part, which is not empty, in a range; -1 without one. */
  static int indexOf(byte[] in, int from, int to, byte[] part) {
    int last = part.length - 1;
    byte[] step = new byte[256];
    Arrays.fill(step, (byte) Math.min(part.length, Byte.MAX_VALUE));
    for (int i = 0; i < last; i++) {
      step[part[i] & 0xff] = (byte) Math.min(last - i, Byte.MAX_VALUE);
    }
    int end = to - last;
    for (int at = from; at < end; at += step[in[at + last] & 0xff]) {
      if (in[at + last] == part[last] && Arrays.equals(in, at, at + last, part, 0, last)) {
        return at;
      }
    }
    return -1;
  }
}
