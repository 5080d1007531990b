package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.CommitHeader;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.LogReader;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.StandingCommit;
import dev.attestry.chain.UpgradeNeeded;
import dev.attestry.codec.MalformedInput;
import dev.attestry.sweep.Documents;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Judges a whole log from its bytes, offline (design, section 7): the slots by the walk that every
 * writer uses, and then everything that is no reason to void a commit and still must hold. It
 * judges the log, not the health of the components in it.
 */
public final class Audit {

  private final Bucket bucket;
  private final AuditSettings settings;
  private final AuditFindings findings = new AuditFindings();

  private Audit(Bucket bucket, AuditSettings settings) {
    this.bucket = bucket;
    this.settings = settings;
  }

  /** Audits the log of a shard. */
  public static AuditReport run(Bucket bucket, String shard, AuditSettings settings) {
    Audit a = new Audit(bucket, settings);
    a.survey(shard);
    return a.genesis(new Layout(shard)).map(a::log).orElseGet(a::noLog);
  }

  /** Before anything is read; what is found is said once all names have been listed again. */
  private void survey(String shard) {
    try {
      bucket.survey(shard + "/");
    } catch (IOException e) {
      findings.log(
          AuditCheck.COULD_NOT_READ, "the versions could not be listed: " + e.getMessage());
    }
  }

  private AuditReport noLog() {
    return new AuditReport(
        Optional.empty(), 0, 0, 0, pinned(), false, findings.kept(), findings.counts());
  }

  private boolean pinned() {
    return settings.genesis().isPresent() || settings.receipt().isPresent();
  }

  /** The genesis, if its owners signed it and it is the pinned one. */
  private Optional<Genesis.Signed> genesis(Layout layout) {
    ObjectName name = layout.genesis();
    switch (bucket.read(name)) {
      case ReadOutcome.Found f -> {
        try {
          Genesis.Signed g = Genesis.Signed.parse(f.bytes());
          return accepted(g, layout) ? Optional.of(g) : Optional.empty();
        } catch (MalformedInput e) {
          findings.object(AuditCheck.GENESIS, name, String.valueOf(e.getMessage()));
        }
      }
      case ReadOutcome.Absent a -> findings.object(AuditCheck.GENESIS, name, "is not there");
      case ReadOutcome.Unreadable u -> findings.object(AuditCheck.COULD_NOT_READ, name, u.reason());
    }
    return Optional.empty();
  }

  private boolean accepted(Genesis.Signed g, Layout layout) {
    String hash = g.hash().hex();
    Optional<String> problem =
        !g.genesis().shard().equals(layout.shard())
            ? Optional.of("it is that of shard " + g.genesis().shard())
            : !g.holds(settings.crypto())
                ? Optional.of("its owners did not sign it")
                : settings.genesis().filter(p -> !p.equals(g.hash())).isPresent()
                    ? Optional.of("its hash is " + hash + ", not the pinned one")
                    : settings.receipt().filter(r -> !r.genesis().equals(g.hash())).isPresent()
                        ? Optional.of("its hash is " + hash + ", not that of the receipt")
                        : Optional.empty();
    problem.ifPresent(p -> findings.object(AuditCheck.GENESIS, layout.genesis(), p));
    if (!pinned()) {
      findings.object(AuditCheck.GENESIS_NOT_PINNED, layout.genesis(), "its hash is " + hash);
    }
    return problem.isEmpty();
  }

  private AuditReport log(Genesis.Signed genesis) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads, Audit::daemon)) {
      AuditReport report = new Run(genesis, pool).report();
      pool.shutdownNow(); // what was read past the end is of no use
      return report;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread t = new Thread(work, "audit-ahead");
    t.setDaemon(true);
    return t;
  }

  /** One walk over one log. */
  private final class Run implements LogVisitor {

    private final Genesis.Signed genesis;
    private final LogReader reader;
    private final SlotExam slots;
    private final Packs packs;
    private final EvidenceExam evidence;
    private final PolicyExam policies;
    private final List<Exam> exams;
    private Optional<CommitHeader.Skipped> due = Optional.empty();
    private long commits;
    private long entries;

    Run(Genesis.Signed genesis, ExecutorService pool) {
      this.genesis = genesis;
      Layout layout = new Layout(genesis.genesis().shard());
      this.packs = new Packs(bucket, layout, settings.packs());
      this.reader = LogReader.ahead(bucket, genesis, settings.crypto(), pool, packs::ahead);
      ChallengeExam challenges = new ChallengeExam(genesis.genesis().origin(), findings);
      this.slots = new SlotExam(reader, layout, settings.crypto(), settings.receipt(), findings);
      Documents documents = new Documents(bucket, layout);
      Mapped mapped = new Mapped(documents, reader.view());
      Optional<Reverify> again =
          settings.reverify()
              ? Optional.of(
                  new Reverify(documents, mapped, reader.view(), settings.crypto(), findings))
              : Optional.empty();
      this.evidence = new EvidenceExam(layout, packs, challenges, mapped, findings, again);
      this.policies = new PolicyExam(bucket, layout, reader.view(), findings);
      this.exams =
          List.of(
              slots,
              new HeaderExam(bucket, layout, findings),
              new EntryExam(findings),
              challenges,
              policies,
              new PlanExam(findings),
              new UpstreamExam(documents, mapped, findings),
              evidence);
    }

    AuditReport report() {
      if (walk()) {
        exams.forEach(Exam::logEnds);
        Inventory.Known known = new Inventory.Known(slots, evidence, policies, reader.next());
        new Inventory(bucket, genesis, settings.crypto(), findings, known).take();
      }
      return new AuditReport(
          reader.view().head(),
          commits,
          entries,
          evidence.checked(),
          pinned(),
          settings.receipt().isPresent(),
          findings.kept(),
          findings.counts());
    }

    /** False if the end of the log was not reached. */
    private boolean walk() {
      Layout layout = new Layout(genesis.genesis().shard());
      try {
        do {
          settings.progress().accept(reader.next());
          packs.past(reader.next());
          due = reader.skipped();
        } while (reader.step(this));
        return true;
      } catch (UpgradeNeeded e) {
        stop(AuditCheck.UPGRADE_NEEDED, layout, e);
      } catch (IOException e) {
        stop(AuditCheck.COULD_NOT_READ, layout, e);
      }
      return false;
    }

    private void stop(AuditCheck check, Layout layout, IOException e) {
      long k = reader.next();
      findings.slot(check, k, layout.commit(k), String.valueOf(e.getMessage()));
    }

    @Override
    public void skipped(long slot, ReadOutcome.Found object, String reason) {
      slots.skipped(slot, object, reason);
    }

    @Override
    public void standing(StandingCommit c) {
      commits++;
      slots.standing(c, due);
      exams.forEach(e -> e.commit(c));
      for (LogLine line : c.lines()) {
        entries++;
        line(c, c.signer(), line);
      }
      exams.forEach(e -> e.commitEnds(c));
    }

    private void line(StandingCommit c, KeyDocument.Key signer, LogLine line) {
      AuditFindings.Place place =
          new AuditFindings.Place(c.head().commit(), line.link().index(), Optional.empty());
      line.stray().ifPresent(s -> findings.entry(AuditCheck.STRAY, place, s.words()));
      line.fault().ifPresent(f -> findings.entry(AuditCheck.ENTRY_SCHEMA, place, f));
      if (line.stray().isEmpty() && line.entry().isPresent()) {
        Entry e = line.entry().get();
        Exam.Context at = new Exam.Context(c, signer, place);
        for (Exam x : exams) {
          x.entry(line, e, at);
        }
      }
    }
  }
}
