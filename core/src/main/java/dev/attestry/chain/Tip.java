package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.util.Optional;

/**
 * The last standing commit, as far as the next slot is judged by it (chain §2). Before the first
 * one it is genesis.
 */
final class Tip {

  private final Optional<Long> commit;
  private final Bytes hash;
  private final Optional<KeyDocument.Signed> document;
  private final Frontier tree;
  private final boolean sealed;
  private final Optional<Head> head;

  private Tip(
      Optional<Long> commit,
      Bytes hash,
      Optional<KeyDocument.Signed> document,
      Frontier tree,
      boolean sealed) {
    this.commit = commit;
    this.hash = hash;
    this.document = document;
    this.tree = tree;
    this.sealed = sealed;
    this.head = commit.map(k -> new Head(k, hash, tree.size(), tree.root()));
  }

  /** Before the first standing commit. */
  static Tip genesis(Bytes genesisHash) {
    return new Tip(Optional.empty(), genesisHash, Optional.empty(), Frontier.empty(), false);
  }

  /**
   * At a standing commit.
   *
   * @param tree after that commit; not changed any more
   */
  static Tip at(
      long commit, Bytes hash, KeyDocument.Signed document, Frontier tree, boolean sealed) {
    return new Tip(Optional.of(commit), hash, Optional.of(document), tree, sealed);
  }

  /** Its slot; empty before the first. */
  Optional<Long> commit() {
    return commit;
  }

  /** SHA-256 of its object; of genesis before the first. */
  Bytes hash() {
    return hash;
  }

  /** The key document in force; empty before the first commit carries document 0. */
  Optional<KeyDocument.Signed> document() {
    return document;
  }

  /** chain §5: the number of the document that may be named next. */
  long nextDocument() {
    return document.map(d -> d.document().n() + 1).orElse(0L);
  }

  /** A copy of the tree, to append to. */
  Frontier tree() {
    return tree.copy();
  }

  long size() {
    return tree.size();
  }

  boolean sealed() {
    return sealed;
  }

  /** The slot after it. */
  long next() {
    return commit.map(k -> k + 1).orElse(0L);
  }

  Optional<Head> head() {
    return head;
  }
}
