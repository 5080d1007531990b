package dev.attestry.chain;

/**
 * The rules whose absence was seen to split, jam, lose or double something. All are in force; only
 * a test, through {@link Rules#without}, drops one to show that its failure comes back.
 */
enum Rule {
  /** chain §2.2: a commit that names a new key document carries it. */
  CARRIED_DOCUMENT,
  /** chain §2.5: a seal stands only where the key document allows it. */
  SEAL_IN_DOCUMENT,
  /** chain §2.6: the version is judged by the document in force before. */
  VERSION_BEFORE,
  /** chain §2, last: a 404 at or below what was seen is "could not read". */
  ABSENT_BELOW_STATE,
  /** chain §4.2: a request older than the window is not appended under its id. */
  SINCE,
  /** chain §7: a void slot is left, whoever's nonce it holds. */
  VOID_WITH_OWN_NONCE
}
