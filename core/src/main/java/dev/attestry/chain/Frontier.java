package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The right edge of a growing tree: its size and the roots of its full subtrees, all that is needed
 * to append and to know the root. Appending allocates nothing. Not thread-safe.
 */
public final class Frontier {

  private static final int LENGTH = TreeHasher.LENGTH;

  private final TreeHasher hasher = new TreeHasher();

  /** The subtree of 2^i leaves stands at 32 i; it counts where bit i of the size is set. */
  private final byte[] subtrees;

  private final byte[] running = new byte[LENGTH];
  private long size;

  private Frontier(byte[] subtrees, long size) {
    this.subtrees = subtrees;
    this.size = size;
  }

  /** Of the empty tree. */
  public static Frontier empty() {
    return new Frontier(new byte[64 * LENGTH], 0);
  }

  /**
   * The frontier that {@link #encode} wrote for a tree of this size. Any hashes are taken: whether
   * they are those of a tree is shown by a root that is known otherwise.
   */
  public static Frontier decode(long size, Bytes encoded) throws MalformedInput {
    if (size < 0 || encoded.length() != Long.bitCount(size) * LENGTH) {
      throw new MalformedInput(
          "frontier", -1, Long.bitCount(size) + " hashes of 32 bytes expected for size " + size);
    }
    Frontier f = new Frontier(new byte[64 * LENGTH], size);
    byte[] in = encoded.toArray();
    int at = 0;
    for (int i = 63; i >= 0; i--) {
      if (f.has(i)) {
        System.arraycopy(in, at, f.subtrees, i * LENGTH, LENGTH);
        at += LENGTH;
      }
    }
    return f;
  }

  /** An independent copy. */
  public Frontier copy() {
    return new Frontier(subtrees.clone(), size);
  }

  public long size() {
    return size;
  }

  /** Appends the leaf with this data. */
  public void append(Bytes data) {
    append(data, 0, data.length());
  }

  /** Appends the leaf whose data is a range of the bytes. */
  public void append(Bytes data, int from, int to) {
    hasher.leaf(data, from, to, running, 0);
    add();
  }

  /** Appends the leaf with this hash. */
  public void appendHash(Bytes leafHash) {
    if (leafHash.length() != LENGTH) {
      throw new IllegalArgumentException("a leaf hash has 32 bytes");
    }
    leafHash.copyTo(running, 0);
    add();
  }

  /** Appends leaf hashes that stand one after the other in an array. */
  void appendHashes(byte[] leafHashes, int count) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(leafHashes, i * LENGTH, running, 0, LENGTH);
      add();
    }
  }

  /** Merges the running subtree with each full one of its size. */
  private void add() {
    int level = 0;
    while (has(level)) {
      hasher.node(subtrees, level * LENGTH, running, 0, running, 0);
      level++;
    }
    System.arraycopy(running, 0, subtrees, level * LENGTH, LENGTH);
    size++;
  }

  private boolean has(int level) {
    return (size >>> level & 1) == 1;
  }

  /** The root of the tree so far. */
  public Bytes root() {
    if (size == 0) {
      return Merkle.EMPTY_ROOT;
    }
    int level = Long.numberOfTrailingZeros(size);
    byte[] root = Arrays.copyOfRange(subtrees, level * LENGTH, (level + 1) * LENGTH);
    for (level++; level < 64; level++) {
      if (has(level)) {
        hasher.node(subtrees, level * LENGTH, root, 0, root, 0);
      }
    }
    return Bytes.of(root);
  }

  /** The full subtrees, largest first. */
  public List<Bytes> subtrees() {
    List<Bytes> out = new ArrayList<>();
    for (int i = 63; i >= 0; i--) {
      if (has(i)) {
        out.add(Bytes.of(subtrees, i * LENGTH, LENGTH));
      }
    }
    return out;
  }

  /** popcount(size) hashes of 32 bytes, largest subtree first (chain.md section 1). */
  public Bytes encode() {
    return Bytes.concat(subtrees().toArray(Bytes[]::new));
  }
}
