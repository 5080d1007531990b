package dev.attestry.sweep;

import dev.attestry.chain.Content;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;

/**
 * What came of one check, before it has its place in the log: an entry without sequence number,
 * previous entry and flows, which are computed when it is appended.
 *
 * @param content a result or a gap, with no flows
 */
public record Outcome(Id id, long since, Content content) {

  /** One line of JSON, in the form of an entry. */
  Bytes encode() {
    return new Entry(id.toString(), since, id.component(), 0, Optional.empty(), content).encode();
  }

  /** Reads what {@link #encode} wrote. */
  static Outcome parse(Bytes line) throws MalformedInput {
    Entry e = Entry.parse(line);
    if (e.kind() != Kind.RESULT && e.kind() != Kind.GAP) {
      throw new MalformedInput("outcome", -1, "a result or a gap expected");
    }
    return new Outcome(id(e), e.since(), e.content());
  }

  private static Id id(Entry e) throws MalformedInput {
    try {
      Id id = Id.parse(e.component(), e.id());
      if (e.seq() == 0 && e.prev().isEmpty()) {
        return id;
      }
    } catch (IllegalArgumentException x) {
      // Said below.
    }
    throw new MalformedInput("outcome", -1, "no id of its component, or a place in the log");
  }
}
