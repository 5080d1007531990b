package dev.attestry.audit;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/**
 * A set of hashes of which the first 16 bytes are kept: 32 bytes of memory for each, so that a
 * million take 32 MiB. Two hashes that agree in 16 bytes are out of reach.
 */
final class Hashes {

  private long[] table = new long[2 * 1024];
  private int count;

  /** Whether it was not in before. */
  boolean add(Bytes hash) {
    if (4 * count >= table.length) {
      grow();
    }
    return put(word(hash, 0), word(hash, 8));
  }

  boolean contains(Bytes hash) {
    return table[find(word(hash, 0), word(hash, 8))] != 0;
  }

  /**
   * Zero marks a free place, so the first half never is; two hashes that differ in it only meet.
   */
  private static long word(Bytes hash, int at) {
    try {
      ByteReader in = ByteReader.of("hash", hash);
      in.skip(at);
      long w = in.u64be();
      return w == 0 ? 1 : w;
    } catch (MalformedInput e) {
      throw new IllegalArgumentException("a hash has at least 16 bytes", e);
    }
  }

  private boolean put(long a, long b) {
    int i = find(a, b);
    if (table[i] != 0) {
      return false;
    }
    table[i] = a;
    table[i + 1] = b;
    count++;
    return true;
  }

  private int find(long a, long b) {
    int mask = table.length / 2 - 1;
    int i = (int) (a ^ b >>> 7) & mask;
    while (table[2 * i] != 0 && (table[2 * i] != a || table[2 * i + 1] != b)) {
      i = i + 1 & mask;
    }
    return 2 * i;
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    count = 0;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        put(old[i], old[i + 1]);
      }
    }
  }
}
