package dev.attestry.chain;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drafts of one call, and what became of each so far. */
final class Appending {

  /** The most drafts that are encoded at once. */
  private static final int RUN = 256;

  private final Chain chain;
  private final List<Draft> drafts;

  /** Positions of the drafts in the order of chain §4.4. */
  private final List<Integer> order = new ArrayList<>();

  private final @Nullable Appended[] results;

  /** Line of the batch in hand to the drafts that wait for it; the first one asked for it. */
  private final Map<Integer, List<Integer>> pending = new HashMap<>();

  private final Map<Integer, Boolean> renamed = new HashMap<>();

  Appending(Chain chain, List<Draft> drafts) {
    this.chain = chain;
    this.drafts = List.copyOf(drafts);
    this.results = new Appended[drafts.size()];
    for (int i = 0; i < drafts.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> Appender.ORDER.compare(drafts.get(a), drafts.get(b)));
  }

  boolean waiting() {
    return Arrays.stream(results).anyMatch(r -> r == null);
  }

  List<Appended> results() {
    List<Appended> all = new ArrayList<>();
    Collections.addAll(all, results);
    return List.copyOf(all);
  }

  /** Puts as many waiting drafts into a fresh batch as fit; those known are settled at once. */
  void fill(Batch batch, CommitHeader.Writer writer) throws IOException {
    pending.clear();
    renamed.clear();
    int to;
    for (int from = 0; from < order.size(); from = to) {
      to = endOfRun(from);
      List<Next> run = new ArrayList<>();
      Encoding texts = new Encoding();
      for (int i : order.subList(from, to)) {
        Optional<Next> n = results[i] == null ? next(i, batch, writer) : Optional.empty();
        n.ifPresent(run::add);
        n.ifPresent(x -> texts.add(x.entry()));
      }
      if (!add(run, texts, batch, writer)) {
        return;
      }
    }
  }

  /** What a draft becomes: the next entry of its chain. */
  private record Next(int draft, Entry entry) {}

  /** The end of a run of drafts that do not see each other: of one rank, in a chain each. */
  private int endOfRun(int from) {
    Draft first = drafts.get(order.get(from));
    Draft before = first;
    int to = from + 1;
    for (; to < Math.min(order.size(), from + RUN); to++) {
      Draft d = drafts.get(order.get(to));
      if (d.rank() != first.rank()
          || d.kind() == Kind.PLAN != (first.kind() == Kind.PLAN)
          || d.id().component().equals(before.id().component())) {
        return to;
      }
      before = d;
    }
    return to;
  }

  /** False once the batch is full; what is left waits for the next one. */
  private boolean add(List<Next> run, Encoding texts, Batch batch, CommitHeader.Writer writer) {
    for (int n = 0; n < run.size(); n++) {
      Batch.Encoded text = texts.get(n);
      if (!batch.fits(text.text())) {
        run.subList(n, run.size()).forEach(left -> renamed.remove(left.draft()));
        return false;
      }
      waits(run.get(n).draft(), batch.lines().size());
      batch.add(run.get(n).entry(), text, writer);
    }
    return true;
  }

  /** The batch stands: each draft in it gets its receipt. */
  void stands(Batch batch, CommitWriter.Built built) {
    CommitHeader h = built.header();
    pending.forEach(
        (line, waiting) -> {
          Located at = batch.lines().get(line).located();
          Receipt receipt =
              new Receipt(
                  h.frozen().origin(),
                  batch.commit(),
                  built.tip().hash(),
                  h.size(),
                  h.root(),
                  at.link());
          for (int n = 0; n < waiting.size(); n++) {
            int i = waiting.get(n);
            results[i] = new Appended(drafts.get(i), at, receipt, n > 0, renamed.containsKey(i));
          }
        });
  }

  /** Empty if the draft is settled, or has to wait for the next batch. */
  private Optional<Next> next(int i, Batch batch, CommitHeader.Writer writer) throws IOException {
    Draft d = drafts.get(i);
    Id id = d.id();
    long since = d.since();
    Content content = d.source().on(batch.newest(), writer.time());
    require(d, content, batch.signer());
    Optional<ForeignGap> gap = ForeignGap.of(id, content, batch);
    if (gap.isPresent() && isSaid(i, gap.get())) {
      return Optional.empty();
    }
    Asked asked = new Asked(i, content, gap.filter(g -> g.counts(writer.time())).isPresent());
    Optional<ChainHead> head =
        batch.chains().head(new ChainHead.Key(id.component(), batch.signer().cloud()));
    if (head.isPresent()) {
      Optional<Id> free = free(asked, id, head.get(), batch);
      if (free.isEmpty()) {
        return Optional.empty();
      }
      boolean old = chain.rules().on(Rule.SINCE) && head.get().forgets(since);
      if (old || !free.get().equals(id)) {
        // chain §4.3: other content, or too old to tell: a new attempt, flagged.
        since = chain.view().commit();
        id = old ? id.attempt(since + 2) : free.get();
        Optional<ChainHead.Seen> here = head.get().seen(id.prefix());
        if (here.isPresent()) {
          // One of this batch has that number: it answers this one too, or this one waits.
          isKnown(asked, here.get(), batch);
          return Optional.empty();
        }
        renamed.put(i, true);
      }
    }
    if (chain.rules().on(Rule.SINCE) && head.isPresent() && head.get().forgets(since)) {
      // Sixteen entries of this chain are in the batch already: one more would be too old for its
      // own commit. The next commit takes it.
      renamed.remove(i);
      return Optional.empty();
    }
    return Optional.of(new Next(i, batch.next(id, since, content)));
  }

  /**
   * What is asked for.
   *
   * @param first whether it is the first to say of a slot what its own cloud does not: what stands
   *     under its id did not count, as a gap before the deadline does not
   */
  private record Asked(int draft, Content content, boolean first) {}

  /**
   * The first attempt at a request that its chain does not remember; empty if one that it remembers
   * is the same request, whose receipt then is the answer (chain §4.3).
   */
  private Optional<Id> free(Asked asked, Id wanted, ChainHead head, Batch batch)
      throws IOException {
    Id id = wanted;
    Optional<ChainHead.Seen> seen = head.seen(id.prefix());
    for (long n = 1; seen.isPresent(); n++) {
      if (isKnown(asked, seen.get(), batch)) {
        return Optional.empty();
      }
      id = wanted.attempt(n);
      seen = head.seen(id.prefix());
    }
    return Optional.of(id);
  }

  /** chain §4.3: same evidence, the old receipt. */
  private boolean isKnown(Asked asked, ChainHead.Seen seen, Batch batch) throws IOException {
    Draft draft = drafts.get(asked.draft());
    if (seen.index() >= batch.firstIndex()) {
      int line = (int) (seen.index() - batch.firstIndex());
      if (!answers(batch.lines().get(line).located().entry().content(), asked.content(), draft)) {
        return false;
      }
      // The same id twice in a batch is a repetition; both get the one receipt.
      waits(asked.draft(), line);
      return true;
    }
    Optional<Stored> old =
        asked.first() ? Optional.empty() : chain.stored(seen.commit(), seen.index());
    if (old.isEmpty() || !answers(old.get().entry().content(), asked.content(), draft)) {
      return false;
    }
    settle(asked.draft(), old.get(), batch.signer().cloud());
    return true;
  }

  /** Whether a gap about another cloud's component comes second: what stands is the answer. */
  private boolean isSaid(int i, ForeignGap gap) throws IOException {
    Optional<ForeignGap.Place> there = gap.answer(chain.view().document());
    if (there.isEmpty()) {
      return false;
    }
    ForeignGap.Place at = there.get();
    if (at.index() >= gap.batch().firstIndex()) {
      waits(i, (int) (at.index() - gap.batch().firstIndex()));
      return true;
    }
    Optional<Stored> old = chain.stored(at.commit(), at.index());
    old.ifPresent(o -> settle(i, o, at.cloud()));
    return old.isPresent();
  }

  /** A line of the batch will be the answer. */
  private void waits(int i, int line) {
    pending.computeIfAbsent(line, x -> new ArrayList<>()).add(i);
  }

  private void settle(int i, Stored old, String cloud) {
    results[i] = new Appended(drafts.get(i), old.at(cloud), old.receipt(), true, false);
  }

  /**
   * An entry that stands, read back from its commit.
   *
   * @param written the time that its commit states
   */
  record Stored(Entry entry, Receipt receipt, Instant written) {

    /**
     * Where it stands.
     *
     * @param cloud of the key that signed it
     */
    Located at(String cloud) {
      return new Located(receipt.entry(), entry, receipt.commit(), cloud, written);
    }
  }

  /** Whether what stands is what the draft asks for. */
  private static boolean answers(Content stands, Content asked, Draft draft) {
    return draft.once() && (stands.kind() == Kind.RESULT || asked.kind() == stands.kind())
        || sameRequest(stands, asked);
  }

  /** Results are the same if they rest on the same evidence; what is recomputed may differ. */
  private static boolean sameRequest(Content a, Content b) {
    if (a instanceof ResultContent x && b instanceof ResultContent y) {
      return x.evidence().equals(y.evidence());
    }
    if (a instanceof GapContent x && b instanceof GapContent y) {
      return x.slot().equals(y.slot()) && x.plan().equals(y.plan());
    }
    return a.equals(b);
  }

  private static void require(Draft d, Content content, KeyDocument.Key key) throws KeyNotInForce {
    if (content.kind() != d.kind()) {
      throw new IllegalArgumentException("a draft of kind " + d.kind() + " made another content");
    }
    if (!key.mayWrite(content.kind().label(), d.id().component())) {
      throw new KeyNotInForce(
          "key "
              + key.name()
              + " may not write a "
              + content.kind().label()
              + " about "
              + d.id().component());
    }
  }
}
