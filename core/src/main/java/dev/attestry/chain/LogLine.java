package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.util.Optional;

/**
 * A body line of a standing commit, as the rules of chains see it.
 *
 * @param link leaf index and hash
 * @param commit where it stands
 * @param line which of its body lines it is, from 0
 * @param stray why it counts for nothing; empty if it counts
 * @param entry what it says, if it meets the schema of its kind
 * @param fault why it does not, if so; an entry with a fault counts all the same (chain §4.2)
 */
public record LogLine(
    Link link,
    Commit commit,
    int line,
    Optional<Stray> stray,
    Optional<Entry> entry,
    Optional<String> fault) {

  /** The line as stored, without its LF. */
  public Bytes text() {
    return commit.line(line);
  }
}
