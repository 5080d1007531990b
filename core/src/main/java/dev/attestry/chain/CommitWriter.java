package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Builds and signs commit objects. */
final class CommitWriter {

  private final String origin;
  private final NoteSigner signer;
  private final long known;

  CommitWriter(String origin, NoteSigner signer, long known) {
    this.origin = origin;
    this.signer = signer;
    this.known = known;
  }

  /**
   * A signed commit, and the state of the log after it, whose hash is computed on another thread
   * while the object is on its way.
   */
  record Built(Bytes object, CommitHeader header, CompletableFuture<Tip> after) {

    Tip tip() {
      return after.join();
    }
  }

  /** The commit that puts a batch into the next slot. */
  Built build(Position p, Batch batch, KeyDocument.Signed document, CommitHeader.Writer writer)
      throws IOException {
    CommitHeader open =
        new CommitHeader(
            frozen(p, document),
            Optional.empty(),
            Optional.empty(),
            p.skipped(),
            writer,
            false,
            batch.body(),
            0,
            Bytes.EMPTY,
            Bytes.EMPTY);
    Frontier tree = p.tip().tree();
    tree.append(Bytes.utf8(open.firstLeaf()));
    for (Batch.Line line : batch.lines()) {
      tree.appendHash(line.located().link().leaf());
    }
    CommitHeader header = open.after(tree.size(), tree.root(), tree.encode());
    Bytes text = Bytes.utf8(header.text());
    // Header, empty line, one signature line: a signed note; then an empty line and the body.
    Bytes note = new SignedNote(text, List.of(signer.line(text))).encode();
    Bytes object = batch.object(Bytes.concat(note, Bytes.of('\n')));
    long slot = p.next();
    return new Built(
        object,
        header,
        CompletableFuture.supplyAsync(
            () -> Tip.at(slot, HashAlgorithm.SHA256.digest(object), document, tree, false)));
  }

  private CommitHeader.Frozen frozen(Position p, KeyDocument.Signed document) {
    // chain §2.6: what the document in force before this commit allows.
    KeyDocument before = p.tip().document().orElse(document).document();
    return new CommitHeader.Frozen(
        Math.min(known, before.highestVersion()),
        origin,
        p.next(),
        p.tip().commit(),
        p.tip().hash(),
        document.document().n(),
        document.hash());
  }
}
