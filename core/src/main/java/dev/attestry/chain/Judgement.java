package dev.attestry.chain;

/** What an occupied slot is; final, and the same for everyone (chain §2). */
sealed interface Judgement {

  /**
   * The commit counts.
   *
   * @param prepared the commit
   * @param document the key document that it names
   * @param tip what the next slot is judged by
   */
  record Standing(Prepared prepared, KeyDocument.Signed document, Tip tip) implements Judgement {

    Commit commit() {
      return prepared.commit();
    }

    /** The key that signed. */
    KeyDocument.Key signer() {
      return document
          .document()
          .key(commit().header().writer().name(), KeyDocument.Role.COMMIT)
          .orElseThrow();
    }
  }

  /** The slot is skipped; {@code reason} is for people. */
  record Skipped(String reason) implements Judgement {}

  /** The commit stands in a version of the format that this program is too old for. */
  record Upgrade(long version) implements Judgement {}
}
