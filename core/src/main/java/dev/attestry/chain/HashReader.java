package dev.attestry.chain;

import dev.attestry.codec.Bytes;

/** Where the nodes of a tree come from: memory, or tiles. */
public interface HashReader {

  /**
   * The root of the full subtree of 2^level leaves that begins at leaf index · 2^level.
   *
   * @throws IllegalArgumentException if the tree does not hold that subtree whole
   */
  Bytes node(int level, long index);
}
