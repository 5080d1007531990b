package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.CommitHeader;
import dev.attestry.chain.Layout;
import dev.attestry.chain.StandingCommit;
import dev.attestry.chain.TileName;
import dev.attestry.crypto.HashAlgorithm;
import java.time.Instant;
import java.util.Optional;

/** The lines of a header that are no reason to void a commit: pointers and the clock. */
final class HeaderExam implements Exam {

  private final Bucket bucket;
  private final Layout layout;
  private final AuditFindings findings;
  private Instant last = Instant.MIN;
  private long newestCheckpoint = -1;

  HeaderExam(Bucket bucket, Layout layout, AuditFindings findings) {
    this.bucket = bucket;
    this.layout = layout;
    this.findings = findings;
  }

  @Override
  public void commit(StandingCommit c) {
    CommitHeader h = c.commit().header();
    h.checkpoint().ifPresent(p -> pointer(AuditCheck.CHECKPOINT, "cp", p, c));
    h.heads().ifPresent(p -> pointer(AuditCheck.HEADS, "heads", p, c));
    if (h.checkpoint().isPresent()) {
      long k = h.checkpoint().get().commit();
      if (k < newestCheckpoint || k >= c.head().commit()) {
        findings.slot(
            AuditCheck.CHECKPOINT, c.head().commit(), name(c), "names the checkpoint of " + k);
      }
      newestCheckpoint = Math.max(k, newestCheckpoint);
    }
    Instant written = h.writer().time();
    if (written.isBefore(last)) {
      findings.slot(
          AuditCheck.CLOCK, c.head().commit(), name(c), written + ", the one before " + last);
    }
    last = written;
  }

  private ObjectName name(StandingCommit c) {
    return layout.commit(c.head().commit());
  }

  /** chain 3.5: the hash is that of the object as stored. */
  private void pointer(AuditCheck check, String folder, CommitHeader.Pointer p, StandingCommit c) {
    ObjectName name = layout.object(folder + "/" + TileName.groups(p.commit()));
    Optional<String> problem =
        switch (bucket.read(name)) {
          case ReadOutcome.Found f ->
              HashAlgorithm.SHA256.digest(f.bytes()).equals(p.hash())
                  ? Optional.empty()
                  : Optional.of("its bytes have another hash");
          case ReadOutcome.Absent n -> Optional.of("is not there");
          case ReadOutcome.Unreadable u -> Optional.of("could not be read: " + u.reason());
        };
    problem.ifPresent(d -> findings.slot(check, c.head().commit(), name, d));
  }
}
