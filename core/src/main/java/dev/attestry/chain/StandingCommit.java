package dev.attestry.chain;

import java.util.List;

/**
 * A commit that stands, with all that was found in it.
 *
 * @param commit the object
 * @param document the key document that it names, and that is in force after it
 * @param signer the key that signed it
 * @param head the head of the log after it
 * @param lines its body lines
 */
public record StandingCommit(
    Commit commit,
    KeyDocument.Signed document,
    KeyDocument.Key signer,
    Head head,
    List<LogLine> lines) {

  public StandingCommit {
    lines = List.copyOf(lines);
  }
}
