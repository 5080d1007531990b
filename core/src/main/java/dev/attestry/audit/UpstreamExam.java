package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Link;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.ResultContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether entries were built on the newest entries of their upstream (design, section 6): a writer
 * recomputes them on every rebase, so they are never older.
 */
final class UpstreamExam implements Exam {

  private final AuditFindings findings;
  private final Map<String, Link> newest = new HashMap<>();

  UpstreamExam(AuditFindings findings) {
    this.findings = findings;
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    switch (e.content()) {
      case ResultContent r -> {
        judge(r.flows(), at);
        newest.put(e.component(), line.link());
      }
      case GapContent g -> {
        judge(g.flows(), at);
        // Another cloud's gap may or may not count (chain 4.1); either is taken from then on.
        if (at.signer().covers(e.component())) {
          newest.put(e.component(), line.link());
        } else {
          newest.remove(e.component());
        }
      }
      default -> {
        // The others are nobody's upstream.
      }
    }
  }

  private void judge(List<FlowState> flows, Context at) {
    for (FlowState f : flows) {
      for (FlowState.Upstream u : f.upstream()) {
        Link known = newest.get(u.component());
        if (known != null && !known.equals(u.entry())) {
          findings.entry(
              AuditCheck.UPSTREAM,
              at.place(),
              "entry "
                  + u.entry().index()
                  + " of "
                  + u.component()
                  + ", newest is "
                  + known.index());
        }
      }
    }
  }
}
