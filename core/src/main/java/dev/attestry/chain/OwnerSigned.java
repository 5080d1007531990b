package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of JSON and the owners' signatures below it, in the form of a signed note (chain §1.7,
 * §1.8). Stricter than a note: every signature line must be an owner's and hold.
 *
 * @param json the line, without its LF
 */
record OwnerSigned(Bytes json, SignedNote note) {

  static OwnerSigned parse(String structure, Bytes bytes) throws MalformedInput {
    SignedNote note = SignedNote.parse(bytes);
    Bytes text = note.text();
    // Exactly what we would write, so that the bytes that are hashed have one form.
    if (!note.encode().equals(bytes) || Envelope.lineEnd(text, 0) != text.length() - 1) {
      throw new MalformedInput(structure, -1, "one line and the signatures below it expected");
    }
    return new OwnerSigned(text.slice(0, text.length() - 1), note);
  }

  /** Whether at least {@code threshold} owners signed, none twice, and nobody else. */
  boolean holds(List<VerifierKey> owners, int threshold, SignatureCheck check) {
    Set<VerifierKey> signed = new HashSet<>();
    for (SignedNote.Line line : note.signatures()) {
      Optional<VerifierKey> owner = owners.stream().filter(line::by).findFirst();
      if (owner.isEmpty()
          || !signed.add(owner.get())
          || !check.holds(owner.get(), note.text(), line.signature())) {
        return false;
      }
    }
    return signed.size() >= threshold;
  }

  /** Signs a line of JSON by each of the owners given. */
  static Bytes sign(Bytes json, List<NoteSigner> owners) throws IOException {
    Bytes text = Bytes.concat(json, Bytes.of('\n'));
    List<SignedNote.Line> lines = new ArrayList<>();
    for (NoteSigner s : owners) {
      lines.add(s.line(text));
    }
    return new SignedNote(text, lines).encode();
  }
}
