package dev.attestry.collateral;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.SignedNote;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who vouches for documents that nobody signs: a policy key of the log, by the newest key document
 * that the owners of the pinned genesis signed. Whoever can only write to the bucket can not.
 */
final class Vouching {

  private final PinnedLog log;
  private final Crypto crypto = Crypto.fastest();

  Vouching(PinnedLog log) {
    this.log = log;
  }

  /** The same document, vouched for. */
  Published sign(Published p, NoteSigner policyKey) throws IOException {
    Genesis.Signed genesis =
        genesis().orElseThrow(() -> new IOException("the log's genesis cannot be read"));
    String line = policyKey.line(p.statement(genesis.genesis().origin())).encode();
    return p.signed(line);
  }

  /** Whether a key is one of those that may. */
  boolean may(VerifierKey key) throws IOException {
    return genesis().map(this::keys).orElse(List.of()).contains(key);
  }

  /** Whether somebody vouches for it who may. */
  boolean holds(Published p) {
    if (p.signature().isEmpty()) {
      return false;
    }
    Optional<Genesis.Signed> genesis = genesis();
    if (genesis.isEmpty()) {
      return false;
    }
    Bytes statement = p.statement(genesis.get().genesis().origin());
    try {
      SignedNote note =
          SignedNote.parse(Bytes.concat(statement, Bytes.utf8("\n" + p.signature() + "\n")));
      return note.text().equals(statement)
          && note.open(crypto, keys(genesis.get())) instanceof SignedNote.Opening.Opened;
    } catch (MalformedInput e) {
      return false;
    }
  }

  private Optional<Genesis.Signed> genesis() {
    try {
      if (log.bucket().read(log.layout().genesis()) instanceof ReadOutcome.Found f) {
        Genesis.Signed g = Genesis.Signed.parse(f.bytes());
        return g.hash().equals(log.genesis()) && g.holds(crypto)
            ? Optional.of(g)
            : Optional.empty();
      }
    } catch (MalformedInput e) {
      // As if it were not there: it is not the pinned one.
    }
    return Optional.empty();
  }

  private List<VerifierKey> keys(Genesis.Signed genesis) {
    KeyDocument newest = genesis.firstDocument();
    try (Stream<ObjectName> names = log.bucket().list(log.layout().shard() + "/keys/")) {
      for (ObjectName n : names.toList()) {
        KeyDocument d = document(n, genesis).orElse(newest);
        newest = d.n() > newest.n() ? d : newest;
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // Not by keys that may have been taken back since.
    }
    return newest.keys().stream()
        .filter(k -> k.role() == KeyDocument.Role.POLICY)
        .map(KeyDocument.Key::key)
        .toList();
  }

  private Optional<KeyDocument> document(ObjectName name, Genesis.Signed genesis) {
    try {
      if (log.bucket().read(name) instanceof ReadOutcome.Found f) {
        KeyDocument.Signed d = KeyDocument.Signed.parse(f.bytes());
        return genesis.accepts(d, crypto) ? Optional.of(d.document()) : Optional.empty();
      }
    } catch (MalformedInput e) {
      // Junk at the name of a copy.
    }
    return Optional.empty();
  }
}
