package dev.attestry.chain;

import dev.attestry.bucket.ReadOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a reader knows of the log up to the next slot: the last standing commit, the heads of
 * all chains, what is newest and what is in force. Grows slot by slot. Not thread-safe.
 */
final class Position {

  private final Terms terms;
  private final Chains chains;
  private final Newest newest;
  private final InForce inForce;
  private final CommitHashes hashes = new CommitHashes();
  private Tip tip;
  private long next;
  private VoidRun skipped = VoidRun.empty();

  private Position(Terms terms, Tip tip, InForce inForce) {
    this.terms = terms;
    this.tip = tip;
    this.next = tip.next();
    this.chains = Chains.empty();
    this.newest = Newest.empty();
    this.inForce = inForce;
  }

  /** At genesis. */
  static Position genesis(Genesis.Signed genesis, SignatureCheck check, Rules rules) {
    return new Position(
        new Terms(genesis.genesis().challengeSpan(), rules),
        Tip.genesis(genesis.hash()),
        new InForce(genesis.genesis().origin(), check));
  }

  Terms terms() {
    return terms;
  }

  Tip tip() {
    return tip;
  }

  /** What the commits were when they were judged. */
  CommitHashes hashes() {
    return hashes;
  }

  /** The next slot to look at. */
  long next() {
    return next;
  }

  Chains chains() {
    return chains;
  }

  Newest newest() {
    return newest;
  }

  InForce inForce() {
    return inForce;
  }

  /** The void line that a commit in the next slot must bear, if one (chain §1.5). */
  Optional<CommitHeader.Skipped> skipped() {
    return next == tip.next()
        ? Optional.empty()
        : Optional.of(new CommitHeader.Skipped(tip.next(), next - 1, skipped.hash()));
  }

  /** Steps over the next slot, which is void. */
  void skip(ReadOutcome.Found object) {
    skipped.add(object);
    next++;
  }

  /** Takes in the commit that stands in the next slot. */
  StandingCommit accept(Judgement.Standing s) {
    List<LogLine> lines = new ArrayList<>(s.commit().lines());
    for (int i = 0; i < s.commit().lines(); i++) {
      lines.add(line(s, i));
    }
    return advance(s, lines);
  }

  /** Takes in a commit of our own making, whose entries were tried on layers of this position. */
  void accept(Tip own, Batch batch, KeyDocument.Signed document) {
    chains.merge(batch.chains());
    newest.merge(batch.newest());
    for (Batch.Line line : batch.lines()) {
      inForce.accept(line.located(), document.document());
    }
    move(own);
  }

  private StandingCommit advance(Judgement.Standing s, List<LogLine> lines) {
    move(s.tip());
    return new StandingCommit(
        s.commit(), s.document(), s.signer(), tip.head().orElseThrow(), lines);
  }

  private void move(Tip to) {
    to.commit().ifPresent(k -> hashes.add(k, to.hash()));
    tip = to;
    next = to.next();
    skipped = VoidRun.empty();
  }

  private LogLine line(Judgement.Standing s, int i) {
    ParsedLine line = s.prepared().lines().get(i);
    Link link = new Link(s.commit().index(i), s.prepared().lineLeaves().get(i));
    if (line.view().isEmpty()) {
      return new LogLine(
          link, s.commit(), i, Optional.of(Stray.PROFILE), Optional.empty(), line.fault());
    }
    LineView view = line.view().get();
    Optional<Stray> stray = chains.stray(view, s.signer(), link.index(), terms);
    if (stray.isEmpty()) {
      chains.extend(view.chain(s.signer().cloud()), link, view.prefix(), s.commit().number());
      if (line.entry().isPresent()) {
        Located located = located(s, link, line.entry().get());
        newest.accept(located, s.signer());
        inForce.accept(located, s.document().document());
      }
    }
    return new LogLine(link, s.commit(), i, stray, line.entry(), line.fault());
  }

  private static Located located(Judgement.Standing s, Link link, Entry entry) {
    return new Located(
        link, entry, s.commit().number(), s.signer().cloud(), s.commit().header().writer().time());
  }
}
