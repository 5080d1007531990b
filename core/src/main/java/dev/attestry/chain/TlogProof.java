package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A proof that an entry is in a log (c2sp.org/tlog-proof@v1): index, hashes and signed checkpoint.
 *
 * @param extra what an application adds; nothing here reads it
 * @param proof from the leaf's sibling up
 */
public record TlogProof(
    Optional<Bytes> extra, long index, List<Bytes> proof, SignedNote checkpoint) {

  private static final String NAME = "tlog-proof";
  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1\n";
  private static final int MAX_HASHES = 63;

  public TlogProof {
    proof = List.copyOf(proof);
  }

  /** Takes the text apart; judges nothing. */
  public static TlogProof parse(Bytes text) throws MalformedInput {
    String s = NoteText.decode(NAME, text);
    int end = s.indexOf("\n\n");
    if (!s.startsWith(FIRST_LINE) || end < FIRST_LINE.length()) {
      throw malformed("first line, index, hashes, an empty line and a checkpoint expected");
    }
    List<String> lines =
        new ArrayList<>(List.of(s.substring(FIRST_LINE.length(), end).split("\n", -1)));
    Optional<Bytes> extra = Optional.empty();
    if (lines.getFirst().startsWith("extra ")) {
      extra = Optional.of(Base64s.decode(NAME, lines.removeFirst().substring("extra ".length())));
    }
    if (lines.isEmpty() || !lines.getFirst().startsWith("index ")) {
      throw malformed("an index line expected");
    }
    long index = NoteText.decimal(NAME, lines.removeFirst().substring("index ".length()));
    if (lines.size() > MAX_HASHES) {
      throw malformed("more than " + MAX_HASHES + " hashes");
    }
    List<Bytes> proof = new ArrayList<>();
    for (String line : lines) {
      Bytes hash = Base64s.decode(NAME, line);
      if (hash.length() != 32) {
        throw malformed("a hash has 32 bytes");
      }
      proof.add(hash);
    }
    SignedNote note = SignedNote.parse(Bytes.utf8(s.substring(end + 2)));
    return new TlogProof(extra, index, proof, note);
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(NAME, -1, reason);
  }

  /**
   * Why the proof does not show that the leaf is in the log; empty if it does.
   *
   * @param required the keys that all must have signed the checkpoint
   */
  public Optional<String> problem(Crypto crypto, Bytes leafHash, Collection<VerifierKey> required) {
    switch (checkpoint.open(crypto, List.copyOf(required))) {
      case SignedNote.Opening.Refused r -> {
        return Optional.of(r.reason());
      }
      case SignedNote.Opening.Opened o -> {
        if (!o.signers().containsAll(required)) {
          return Optional.of("not all required keys signed the checkpoint");
        }
      }
    }
    try {
      Checkpoint c = Checkpoint.parse(checkpoint.text());
      return Merkle.includes(index, c.size(), leafHash, proof, c.root())
          ? Optional.empty()
          : Optional.of("the hashes do not lead from the leaf to the root of the checkpoint");
    } catch (MalformedInput e) {
      return Optional.of(e.reason());
    }
  }

  /** The text. */
  public Bytes encode() {
    StringBuilder s = new StringBuilder(FIRST_LINE);
    extra.ifPresent(e -> s.append("extra ").append(Base64s.encode(e)).append('\n'));
    s.append("index ").append(index).append('\n');
    proof.forEach(h -> s.append(Base64s.encode(h)).append('\n'));
    return Bytes.concat(Bytes.utf8(s.append('\n').toString()), checkpoint.encode());
  }
}
