package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Link;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.StandingCommit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Plans against results and gaps: what was due and did not come (chain 4.5). Time is the writer's
 * in the newest commit, which without witnesses proves nothing; a slot is kept until it has a
 * result, or its own cloud's gap and a later slot of its component a result.
 */
final class PlanExam implements Exam {

  private static final class Slot {
    final Link plan;
    final Instant deadline;
    final AuditFindings.Place place;

    /** Cloud of the key that answered by a gap, which it does once; empty as long as none did. */
    String gapBy = "";

    /** Whether another cloud wrote one, after which the own may still answer in any way. */
    boolean gapElsewhere;

    Slot(Link plan, Instant deadline, AuditFindings.Place place) {
      this.plan = plan;
      this.deadline = deadline;
      this.place = place;
    }
  }

  private final AuditFindings findings;
  private final Map<String, Map<String, Slot>> open = new LinkedHashMap<>();
  private Instant now = Instant.MIN;

  PlanExam(AuditFindings findings) {
    this.findings = findings;
  }

  @Override
  public void commit(StandingCommit c) {
    Instant written = c.commit().header().writer().time();
    now = written.isAfter(now) ? written : now;
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    switch (e.content()) {
      case PlanContent p -> plan(p, line.link(), at);
      case ResultContent r -> result(e);
      case GapContent g -> gap(e, g, at);
      default -> {
        // The others answer no plan.
      }
    }
  }

  private void plan(PlanContent p, Link link, Context at) {
    for (PlanContent.Slot s : p.slots()) {
      if (!at.signer().covers(s.component())) {
        findings.entry(AuditCheck.PLAN_SCOPE, at.place(), s.component());
        continue;
      }
      open.computeIfAbsent(s.component(), c -> new LinkedHashMap<>())
          .putIfAbsent(s.slot(), new Slot(link, s.deadline(), at.place()));
    }
  }

  private void result(Entry e) {
    Map<String, Slot> slots = open.get(e.component());
    if (slots != null && slots.remove(e.operation()) != null) {
      // What the own cloud answered by a gap before this one stays answered.
      slots.values().removeIf(s -> !s.gapBy.isEmpty());
      if (slots.isEmpty()) {
        open.remove(e.component());
      }
    }
  }

  private void gap(Entry e, GapContent g, Context at) {
    Optional<Slot> slot =
        Optional.ofNullable(open.getOrDefault(e.component(), Map.of()).get(g.slot()));
    boolean own = at.signer().covers(e.component());
    boolean named =
        slot.filter(s -> s.plan.equals(g.plan()) && s.deadline.equals(g.deadline())).isPresent();
    if (!own && (!named || now.isBefore(g.deadline()))) {
      findings.entry(AuditCheck.GAP_EARLY, at.place(), "another cloud's, for " + e.component());
    } else if (!named) {
      findings.entry(AuditCheck.GAP_PLAN, at.place(), "slot " + g.slot() + " of " + e.component());
    } else if (!own) {
      slot.get().gapElsewhere = true;
    } else if (slot.get().gapBy.equals(at.signer().cloud())) {
      findings.entry(
          AuditCheck.GAP_REPEATED, at.place(), "slot " + g.slot() + " of " + e.component());
    } else {
      slot.get().gapBy = at.signer().cloud();
    }
  }

  @Override
  public void logEnds() {
    open.forEach(
        (component, slots) ->
            slots.forEach(
                (name, s) -> {
                  if (s.gapBy.isEmpty() && !s.gapElsewhere) {
                    unanswered(component, name, s);
                  }
                }));
  }

  private void unanswered(String component, String name, Slot s) {
    boolean overdue = s.deadline.isBefore(now);
    findings.entry(
        overdue ? AuditCheck.SLOT_UNANSWERED : AuditCheck.SLOT_OPEN,
        s.place,
        component
            + " was due in slot "
            + name
            + " until "
            + s.deadline
            + "; the newest commit is of "
            + now
            + " by its writer's clock");
  }
}
