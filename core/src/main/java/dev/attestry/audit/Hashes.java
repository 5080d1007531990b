package dev.attestry.audit;

import dev.attestry.codec.Bytes;

/**
 * A set of hashes of which the first 16 bytes are kept, so that a million take 25 MiB. Two hashes
 * that agree in 16 bytes are out of reach. Grows a part at a time: no copy of the whole is ever
 * made.
 */
final class Hashes {

  private static final int PARTS = 256;
  private static final int FIRST_PLACES = 16;

  /** By the first byte of the hash; two numbers for each place. */
  private final long[][] parts = new long[PARTS][2 * FIRST_PLACES];

  private final int[] counts = new int[PARTS];

  /** Whether it was not in before. */
  boolean add(Bytes hash) {
    long a = word(hash, 0);
    long b = word(hash, 8);
    int part = hash.u8(0);
    long[] table = roomy(part);
    int i = find(table, a, b);
    if (table[i] != 0) {
      return false;
    }
    put(table, i, a, b);
    counts[part]++;
    return true;
  }

  boolean contains(Bytes hash) {
    long[] table = parts[hash.u8(0)];
    return table[find(table, word(hash, 0), word(hash, 8))] != 0;
  }

  /**
   * Zero marks a free place, so the first half never is; two hashes that differ in it only meet.
   */
  private static long word(Bytes hash, int at) {
    long w = hash.u64be(at);
    return w == 0 ? 1 : w;
  }

  private static void put(long[] table, int i, long a, long b) {
    table[i] = a;
    table[i + 1] = b;
  }

  /** The place of a hash in a part, or the free one where it belongs. */
  private static int find(long[] table, long a, long b) {
    int places = table.length / 2;
    int i = (int) Math.unsignedMultiplyHigh(b, places);
    while (table[2 * i] != 0 && (table[2 * i] != a || table[2 * i + 1] != b)) {
      i = i + 1 == places ? 0 : i + 1;
    }
    return 2 * i;
  }

  /** A part in which at least one place of five is free; a quarter larger where it was not. */
  private long[] roomy(int part) {
    long[] old = parts[part];
    if (5 * (counts[part] + 1) > 4 * (old.length / 2)) {
      long[] larger = new long[2 * (old.length / 2 * 5 / 4)];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0) {
          put(larger, find(larger, old[i], old[i + 1]), old[i], old[i + 1]);
        }
      }
      parts[part] = larger;
    }
    return parts[part];
  }
}
