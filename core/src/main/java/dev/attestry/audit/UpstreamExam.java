package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Located;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.Newest;
import dev.attestry.chain.ResultContent;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.Documents;
import dev.attestry.sweep.FlowStates;
import java.util.List;
import java.util.Optional;

/**
 * Whether entries were built on the newest entries of their upstream, and say of their flows what
 * follows from those (design, section 6): a writer computes it anew on every rebase.
 */
final class UpstreamExam implements Exam {

  private final Documents documents;
  private final Mapped mapped;
  private final AuditFindings findings;
  private final Newest newest = Newest.empty();
  private final FlowStates states = new FlowStates();

  UpstreamExam(Documents documents, Mapped mapped, AuditFindings findings) {
    this.documents = documents;
    this.mapped = mapped;
    this.findings = findings;
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    switch (e.content()) {
      case ResultContent r -> judge(e, r.flows(), at);
      case GapContent g -> judge(e, g.flows(), at);
      default -> {
        // The others are nobody's upstream.
      }
    }
    newest.accept(at.located(line, e), at.signer());
  }

  private void judge(Entry e, List<FlowState> flows, Context at) {
    for (FlowState f : flows) {
      for (FlowState.Upstream u : f.upstream()) {
        Optional<String> old = notNewest(u);
        if (old.isPresent()) {
          findings.entry(AuditCheck.UPSTREAM, at.place(), old.get());
          return;
        }
      }
    }
    Optional<FlowMap> map =
        flows.isEmpty()
            ? mapped.inForceSince(e.component(), e.since())
            : documents.map(flows.get(0).map());
    if (map.isEmpty() && !flows.isEmpty()) {
      findings.entry(AuditCheck.FLOWS, at.place(), "no flow map is " + flows.get(0).map());
    }
    map.map(m -> states.of(m, e.component(), newest, at.written()))
        .filter(due -> !due.equals(flows))
        .ifPresent(due -> findings.entry(AuditCheck.FLOWS, at.place(), differs(due, flows)));
  }

  private Optional<String> notNewest(FlowState.Upstream u) {
    Optional<Located> known = newest.newest(u.component());
    String said = "entry " + u.entry().index() + " of " + u.component() + ", ";
    return known.isEmpty()
        ? Optional.of(said + "which has none")
        : known
            .filter(l -> !l.link().equals(u.entry()))
            .map(l -> said + "newest is " + l.link().index());
  }

  private static String differs(List<FlowState> due, List<FlowState> said) {
    return "says " + words(said) + "; from the entries before it follows " + words(due);
  }

  private static String words(List<FlowState> flows) {
    return flows.isEmpty()
        ? "no flow"
        : String.join(
            ", ",
            flows.stream()
                .map(f -> f.flow() + " " + f.sourced() + " of " + f.upstream().size())
                .toList());
  }
}
