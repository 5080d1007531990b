package dev.attestry.chain;

/**
 * What became of a draft.
 *
 * @param draft what was asked for
 * @param at the entry that stands in the log for it, whose key signed it, and when
 * @param receipt where it stands
 * @param known whether it stood there before, by an earlier attempt at the same request, or, a gap
 *     about another cloud's component, as what any other wrote for its slot
 * @param renamed whether it was appended as another attempt than asked for, because the id was
 *     taken by other content or the request was too old (chain §4.3)
 */
public record Appended(Draft draft, Located at, Receipt receipt, boolean known, boolean renamed) {

  /** What stands. */
  public Entry entry() {
    return at.entry();
  }
}
