package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Makes inclusion and consistency proofs (RFC 6962 sections 2.1.1 and 2.1.2). */
public final class Proofs {

  private Proofs() {}

  /** The hashes from the sibling of the leaf up, in the tree of the first {@code size} leaves. */
  public static List<Bytes> inclusion(HashReader tree, long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Bytes> rootFirst = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        rootFirst.add(root(tree, middle, to));
        to = middle;
      } else {
        rootFirst.add(root(tree, from, middle));
        from = middle;
      }
    }
    return rootFirst.reversed();
  }

  /** The proof that the tree of {@code size} leaves begins with the first {@code old} ones. */
  public static List<Bytes> consistency(HashReader tree, long old, long size) {
    if (old < 0 || old > size) {
      throw new IllegalArgumentException("no tree of " + size + " begins with " + old + " leaves");
    }
    List<Bytes> rootFirst = new ArrayList<>();
    if (old == 0 || old == size) {
      return rootFirst;
    }
    long from = 0;
    long to = size;
    while (old != to) {
      long middle = from + split(to - from);
      if (old <= middle) {
        rootFirst.add(root(tree, middle, to));
        to = middle;
      } else {
        rootFirst.add(root(tree, from, middle));
        from = middle;
      }
    }
    // RFC 6962 §2.1.2: b is true as long as the old tree is a whole subtree on the left edge.
    if (from > 0) {
      rootFirst.add(root(tree, from, to));
    }
    return rootFirst.reversed();
  }

  /** The hash of the leaves from {@code from} to {@code to}, a subtree of some tree. */
  public static Bytes root(HashReader tree, long from, long to) {
    if (from == to) {
      return Merkle.EMPTY_ROOT;
    }
    long n = to - from;
    int level = Long.numberOfTrailingZeros(n);
    if (n == 1L << level) {
      return tree.node(level, from >>> level);
    }
    long middle = from + split(n);
    return Merkle.node(root(tree, from, middle), root(tree, middle, to));
  }

  /** The largest power of two below n. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }
}
