package dev.attestry.chain;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds a commit key and signs what no writer of ours would write. */
public final class Forger {

  private final Chain chain;
  private final NoteSigner key;
  private final String cloud;

  /**
   * A thief.
   *
   * @param chain read to its head
   */
  public Forger(Chain chain, NoteSigner key, String cloud) {
    this.chain = chain;
    this.key = key;
    this.cloud = cloud;
  }

  /** The next entry of a chain, under any id. */
  public Bytes entry(String id, String component, Content content) {
    Optional<ChainHead> head = chain.position().chains().head(new ChainHead.Key(component, cloud));
    return new Entry(
            id,
            chain.view().commit(),
            component,
            head.map(h -> h.seq() + 1).orElse(0L),
            head.map(ChainHead::newest),
            content)
        .encode();
  }

  /** Writes a commit with one line into the next slot. */
  public void write(
      MemoryBucket bucket, long version, Optional<CommitHeader.Pointer> checkpoint, Bytes line)
      throws IOException {
    Position p = chain.position();
    KeyDocument.Signed document = p.tip().document().orElseThrow();
    Bytes body = Bytes.concat(line, Bytes.of('\n'));
    CommitHeader open =
        new CommitHeader(
            new CommitHeader.Frozen(
                version,
                chain.genesis().genesis().origin(),
                p.next(),
                p.tip().commit(),
                p.tip().hash(),
                document.document().n(),
                document.hash()),
            checkpoint,
            Optional.empty(),
            p.skipped(),
            new CommitHeader.Writer(
                key.key().name(), Bytes.zeros(16), Instant.parse("2026-11-25T00:00:00Z")),
            false,
            new CommitHeader.Body(HashAlgorithm.SHA256.digest(body), body.length(), 1),
            0,
            Bytes.EMPTY,
            Bytes.EMPTY);
    Frontier tree = p.tip().tree();
    tree.append(Bytes.utf8(open.firstLeaf()));
    tree.append(line);
    Bytes text = Bytes.utf8(open.after(tree.size(), tree.root(), tree.encode()).text());
    bucket.create(
        chain.layout().commit(p.next()),
        Bytes.concat(new SignedNote(text, List.of(key.line(text))).encode(), Bytes.of('\n'), body));
  }
}
