package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All full subtrees of a tree, in memory: 64 bytes for each leaf. Not thread-safe. */
public final class HashTree implements HashReader {

  private static final int LENGTH = TreeHasher.LENGTH;

  private final TreeHasher hasher = new TreeHasher();
  private final List<byte[]> levels = new ArrayList<>();
  private long size;

  public long size() {
    return size;
  }

  /** Appends the leaf with this hash. */
  public void appendHash(Bytes leafHash) {
    if (leafHash.length() != LENGTH) {
      throw new IllegalArgumentException("a leaf hash has 32 bytes");
    }
    leafHash.copyTo(room(0, size), offset(size));
    size++;
    for (int level = 1; (size & (1L << level) - 1) == 0; level++) {
      long i = (size >>> level) - 1;
      byte[] below = levels.get(level - 1);
      hasher.node(below, offset(2 * i), below, offset(2 * i + 1), room(level, i), offset(i));
    }
  }

  private byte[] room(int level, long index) {
    if (level == levels.size()) {
      levels.add(new byte[4 * LENGTH]);
    }
    byte[] a = levels.get(level);
    if (offset(index) == a.length) {
      a = Arrays.copyOf(a, Math.multiplyExact(a.length, 2));
      levels.set(level, a);
    }
    return a;
  }

  private static int offset(long index) {
    return Math.toIntExact(index * LENGTH);
  }

  @Override
  public Bytes node(int level, long index) {
    if (level < 0 || level > 62 || index < 0 || index >= size >>> level) {
      throw new IllegalArgumentException("no full subtree " + level + "/" + index + " in " + size);
    }
    return Bytes.of(levels.get(level), offset(index), LENGTH);
  }

  /** The root of the first {@code size} leaves. */
  public Bytes root(long size) {
    return Proofs.root(this, 0, size);
  }
}
