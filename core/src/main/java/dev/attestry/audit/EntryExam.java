package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.LogLine;

/** What every entry must keep besides the rules of its chain, which the walk judges. */
final class EntryExam implements Exam {

  private final AuditFindings findings;

  EntryExam(AuditFindings findings) {
    this.findings = findings;
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    // The request was born before its commit was made, so on an earlier commit (or on none: 0).
    if (e.since() > 0 && e.since() >= at.place().commit()) {
      findings.entry(
          AuditCheck.ENTRY_SINCE, at.place(), "says it was asked for at commit " + e.since());
    }
    if (!e.id().startsWith(e.component() + ":")) {
      findings.entry(
          AuditCheck.ENTRY_ID, at.place(), "its id does not begin with " + e.component() + ":");
    }
  }
}
