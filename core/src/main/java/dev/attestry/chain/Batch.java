package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of a commit that is being built: entries tried one by one on layers over the state of
 * the log, so that each sees those before it. Thrown away when another writer comes first.
 */
final class Batch {

  /** Bytes kept free for header and signature. */
  private static final int RESERVE = Limits.MAX_HEADER + 1_024;

  /** A line of the batch. */
  record Line(Located located, Bytes text) {}

  /** The line of an entry, the hash of its leaf, and what its chain remembers of its id. */
  record Encoded(Bytes text, Bytes leaf, Id.Prefix prefix) {

    static Encoded of(Entry e) {
      Bytes text = e.encode();
      return new Encoded(text, Merkle.leaf(text), Id.prefix(e.id()));
    }
  }

  private final KeyDocument.Key signer;
  private final long commit;
  private final long firstIndex;
  private final Chains chains;
  private final Newest newest;
  private final List<Line> lines = new ArrayList<>();
  private final MessageDigest body = HashAlgorithm.SHA256.newDigest();
  private int bytes;

  /**
   * @param commit the slot that it is built for
   */
  Batch(Position p, KeyDocument.Key signer, long commit) {
    this.signer = signer;
    this.commit = commit;
    this.firstIndex = p.tip().size() + 1; // the header is the first leaf
    this.chains = p.chains().layer();
    this.newest = p.newest().layer();
  }

  Chains chains() {
    return chains;
  }

  Newest newest() {
    return newest;
  }

  KeyDocument.Key signer() {
    return signer;
  }

  long commit() {
    return commit;
  }

  long firstIndex() {
    return firstIndex;
  }

  List<Line> lines() {
    return lines;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** chain §4.4: whether a line still fits. */
  boolean fits(Bytes line) {
    return lines.size() < Limits.MAX_LINES
        && bytes + line.length() + 1 <= Limits.MAX_COMMIT - RESERVE;
  }

  /** The entry that a content becomes at the end of the batch: next in its chain. */
  Entry next(Id id, long since, Content content) {
    ChainHead.Key chain = new ChainHead.Key(id.component(), signer.cloud());
    return chains
        .head(chain)
        .map(
            h ->
                new Entry(
                    id.toString(),
                    since,
                    id.component(),
                    h.seq() + 1,
                    Optional.of(h.newest()),
                    content))
        .orElseGet(
            () -> new Entry(id.toString(), since, id.component(), 0, Optional.empty(), content));
  }

  /** Adds an entry that {@link #next} made. */
  void add(Entry entry, Encoded encoded, CommitHeader.Writer writer) {
    Bytes text = encoded.text();
    Link link = new Link(firstIndex + lines.size(), encoded.leaf());
    Located located = new Located(link, entry, commit, signer.cloud(), writer.time());
    ChainHead.Key chain = new ChainHead.Key(entry.component(), signer.cloud());
    chains.extend(chain, link, encoded.prefix(), commit);
    newest.accept(located, signer);
    lines.add(new Line(located, text));
    // Here, line by line, while other threads encode the next ones.
    text.update(body);
    body.update((byte) '\n');
    bytes += text.length() + 1;
  }

  /** Digest, length and lines of the body; asked for once, when all lines are in. */
  CommitHeader.Body body() {
    return new CommitHeader.Body(Bytes.of(body.digest()), bytes, lines.size());
  }

  /** The object: a start, then each line ended by LF (chain §1.2). */
  Bytes object(Bytes start) {
    Bytes[] parts = new Bytes[1 + 2 * lines.size()];
    parts[0] = start;
    for (int i = 0; i < lines.size(); i++) {
      parts[1 + 2 * i] = lines.get(i).text();
      parts[2 + 2 * i] = LF;
    }
    return Bytes.concat(parts);
  }

  private static final Bytes LF = Bytes.of('\n');
}
