package dev.attestry.audit;

import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.CommitHeader;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LogReader;
import dev.attestry.chain.Seen;
import dev.attestry.chain.StandingCommit;
import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Void slots, key documents seen, and whether the log reaches where a receipt says. */
final class SlotExam implements Exam {

  private static final int MAX_PENDING = 1000;

  private final LogReader reader;
  private final Layout layout;
  private final Crypto crypto;
  private final Optional<Seen> receipt;
  private final AuditFindings findings;
  private final Map<String, KeyDocument.Signed> documents = new LinkedHashMap<>();
  private final List<Skipped> pending = new ArrayList<>();
  private boolean receiptSeen;
  private long lastStanding = -1;

  /** A void slot, and the slot that a commit key signed its object for. */
  private record Skipped(long slot, String reason, Optional<Long> signedFor) {}

  SlotExam(
      LogReader reader,
      Layout layout,
      Crypto crypto,
      Optional<Seen> receipt,
      AuditFindings findings) {
    this.reader = reader;
    this.layout = layout;
    this.crypto = crypto;
    this.receipt = receipt;
    this.findings = findings;
  }

  Map<String, KeyDocument.Signed> documents() {
    return documents;
  }

  /** Key documents known from elsewhere, by which planted commits are told from real ones. */
  void alsoKnow(KeyDocument.Signed document) {
    documents.putIfAbsent(document.hash().hex(), document);
  }

  void skipped(long slot, ReadOutcome.Found object, String reason) {
    if (pending.size() < MAX_PENDING) {
      pending.add(new Skipped(slot, reason, signedFor(object)));
    }
  }

  /** The slot that any known commit key signed an object for. */
  Optional<Long> signedFor(ReadOutcome.Found object) {
    return documents.values().stream()
        .flatMap(d -> reader.signedFor(object.bytes(), d.document(), crypto).stream())
        .findFirst();
  }

  /**
   * @param due the void line that the commit must bear, as the slots before it are now
   */
  void standing(StandingCommit c, Optional<CommitHeader.Skipped> due) {
    long k = c.head().commit();
    lastStanding = k;
    documents.putIfAbsent(c.document().hash().hex(), c.document());
    Optional<CommitHeader.Skipped> said = c.commit().header().skipped();
    if (!said.equals(due)) {
      findings.slot(
          AuditCheck.VOID_HASH,
          k,
          layout.commit(due.map(CommitHeader.Skipped::from).orElse(k)),
          "a slot before commit " + k + " holds other bytes than when it was skipped");
    }
    // A later writer saw these slots void, with these bytes: they were never more.
    pending.forEach(s -> note(s));
    pending.clear();
    receipt.filter(r -> r.commit() == k).ifPresent(r -> compare(r, c));
  }

  private void note(Skipped s) {
    findings.slot(AuditCheck.VOID_SLOT, s.slot, layout.commit(s.slot), s.reason);
  }

  private void compare(Seen r, StandingCommit c) {
    receiptSeen = true;
    if (!r.hash().equals(c.head().hash())) {
      findings.slot(
          AuditCheck.TAIL_DIFFERS,
          r.commit(),
          layout.commit(r.commit()),
          "stands, but is not the commit of the receipt");
    }
  }

  @Override
  public void logEnds() {
    for (Skipped s : pending) {
      Optional<Long> meant = s.signedFor.filter(j -> j > lastStanding);
      if (meant.isPresent()) {
        findings.slot(
            AuditCheck.VOID_SIGNED,
            s.slot,
            layout.commit(s.slot),
            "signed as commit " + meant.get() + ", but void: " + s.reason);
      } else {
        note(s);
      }
    }
    receipt.ifPresentOrElse(this::tail, this::noReceipt);
  }

  private void tail(Seen r) {
    if (!receiptSeen) {
      boolean there = r.commit() < reader.next();
      findings.slot(
          there ? AuditCheck.TAIL_DIFFERS : AuditCheck.COMMIT_MISSING,
          r.commit(),
          layout.commit(r.commit()),
          there ? "does not stand, but did when the receipt was given" : "a receipt names it");
    }
  }

  private void noReceipt() {
    findings.log(
        AuditCheck.TAIL_NOT_JUDGED,
        lastStanding < 0
            ? "no commit was found"
            : "the newest commit found is " + lastStanding + "; was there a later one?");
  }
}
