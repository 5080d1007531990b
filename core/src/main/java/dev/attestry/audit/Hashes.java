package dev.attestry.audit;

import dev.attestry.codec.Bytes;
import java.util.Arrays;

/**
 * A set of hashes of which the first 16 bytes are kept, so that a million take 25 MiB. Two hashes
 * that agree in 16 bytes are out of reach.
 *
 * <p>By linear hashing (Litwin, 1980): one bucket is divided at a time, so the set is never there
 * twice, and what is outgrown leaves next to nothing for the collector.
 */
final class Hashes {

  /** Hashes in a bucket, on average and at first at most. */
  private static final int LOAD = 16;

  private static final int ROOM = 20;

  /** Two numbers for each hash; the first one is zero where none is. */
  private long[][] buckets = new long[LOAD][2 * ROOM];

  /** How many buckets there were when this round began, a power of two; and how many it divided. */
  private int round = LOAD;

  private int divided;
  private int count;

  /** Whether it was not in before. */
  boolean add(Bytes hash) {
    long a = word(hash, 0);
    long b = word(hash, 8);
    int i = bucket(b);
    int at = find(buckets[i], a, b);
    if (holds(buckets[i], at)) {
      return false;
    }
    buckets[i] = put(buckets[i], at, a, b);
    count++;
    if (count > LOAD * (round + divided)) {
      divide();
    }
    return true;
  }

  boolean contains(Bytes hash) {
    long[] entries = buckets[bucket(word(hash, 8))];
    return holds(entries, find(entries, word(hash, 0), word(hash, 8)));
  }

  /** Zero marks a free place, so no half is; two hashes that differ in it only meet. */
  private static long word(Bytes hash, int at) {
    long w = hash.u64be(at);
    return w == 0 ? 1 : w;
  }

  private int bucket(long b) {
    int i = (int) b & round - 1;
    return i < divided ? (int) b & 2 * round - 1 : i;
  }

  /** Where a hash stands, or belongs: after the last one. */
  private static int find(long[] entries, long a, long b) {
    int at = 0;
    while (holds(entries, at) && (entries[at] != a || entries[at + 1] != b)) {
      at += 2;
    }
    return at;
  }

  private static boolean holds(long[] entries, int at) {
    return at < entries.length && entries[at] != 0;
  }

  private static long[] put(long[] entries, int at, long a, long b) {
    long[] roomy = at < entries.length ? entries : Arrays.copyOf(entries, at + ROOM);
    roomy[at] = a;
    roomy[at + 1] = b;
    return roomy;
  }

  /** Moves what one more bit of the hash tells apart to a bucket of its own. */
  private void divide() {
    if (round + divided == buckets.length) {
      buckets = Arrays.copyOf(buckets, 2 * buckets.length);
    }
    long[] old = buckets[divided];
    long[] moved = new long[2 * ROOM];
    int stay = 0;
    int move = 0;
    for (int at = 0; holds(old, at); at += 2) {
      long a = old[at];
      long b = old[at + 1];
      old[at] = 0;
      if ((b & round) == 0) {
        put(old, stay, a, b);
        stay += 2;
      } else {
        moved = put(moved, move, a, b);
        move += 2;
      }
    }
    buckets[round + divided] = moved;
    divided++;
    if (divided == round) {
      round *= 2;
      divided = 0;
    }
  }
}
