package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of a commit that follows from its bytes alone, so that it can be worked out before its
 * turn comes, by another thread.
 *
 * @param hash SHA-256 of the object
 * @param bodyMatches whether the body is the one that the header names
 * @param leaves hashes of all leaves, the header's first
 * @param lines the body lines
 */
record Prepared(
    Commit commit, Bytes hash, boolean bodyMatches, List<Bytes> leaves, List<ParsedLine> lines) {

  static Prepared of(Commit c) {
    List<ParsedLine> lines = new ArrayList<>(c.lines());
    Texts texts = Texts.in(c.object());
    for (int i = 0; i < c.lines(); i++) {
      lines.add(ParsedLine.of(c, i, texts));
    }
    return new Prepared(c, c.hash(), c.bodyMatches(), c.leafHashes(), lines);
  }

  /** Hashes of the leaves that are body lines. */
  List<Bytes> lineLeaves() {
    return leaves.subList(1, leaves.size());
  }
}
