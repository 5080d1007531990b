package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.util.List;

/** What an occupied slot is; final, and the same for everyone (chain §2). */
sealed interface Judgement {

  /**
   * The commit counts.
   *
   * @param document the key document that it names
   * @param leaves hashes of the leaves that the body lines are
   * @param tip what the next slot is judged by
   */
  record Standing(Commit commit, KeyDocument.Signed document, List<Bytes> leaves, Tip tip)
      implements Judgement {

    /** The key that signed. */
    KeyDocument.Key signer() {
      return document
          .document()
          .key(commit.header().writer().name(), KeyDocument.Role.COMMIT)
          .orElseThrow();
    }
  }

  /** The slot is skipped; {@code reason} is for people. */
  record Skipped(String reason) implements Judgement {}

  /** The commit stands in a version of the format that this program is too old for. */
  record Upgrade(long version) implements Judgement {}
}
