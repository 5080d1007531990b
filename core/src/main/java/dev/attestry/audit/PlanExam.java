package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Located;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.StandingCommit;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Plans against results and gaps: what was due and did not come (chain 4.5). Time is the writer's
 * in the newest commit, which without witnesses proves nothing; a slot is kept until it has a
 * result, or its own cloud's gap and a later slot of its component a result.
 */
final class PlanExam implements Exam {

  private static final class Slot {
    final AuditFindings.Place place;
    OpenSlot open;

    /** Cloud of the key that answered by a gap, which it does once; empty as long as none did. */
    String gapBy = "";

    Slot(OpenSlot open, AuditFindings.Place place) {
      this.open = open;
      this.place = place;
    }

    /** Whether another cloud's gap counts; after it the own cloud may still answer in any way. */
    boolean takes(GapContent g, Instant written) {
      return gapBy.isEmpty() && open.takes(g, written);
    }
  }

  /** A gap that counted, by the time that its own commit states. */
  private record Said(Instant deadline, String component, AuditFindings.Place place) {}

  private final AuditFindings findings;
  private final Map<String, Map<String, Slot>> open = new LinkedHashMap<>();

  /** By cloud of their keys, those of the latest deadline first. */
  private final Map<String, Queue<Said>> said = new HashMap<>();

  private Instant now = Instant.MIN;

  PlanExam(AuditFindings findings) {
    this.findings = findings;
  }

  @Override
  public void commit(StandingCommit c) {
    Instant written = c.commit().header().writer().time();
    now = written.isAfter(now) ? written : now;
    said.forEach(
        (cloud, gaps) -> {
          if (!cloud.equals(c.signer().cloud())) {
            early(gaps, c.commit().number(), written);
          }
        });
  }

  /** A clock of one's own proves nothing: those that a later commit of another's contradicts. */
  private void early(Queue<Said> gaps, long commit, Instant written) {
    for (Said s = gaps.peek(); s != null && written.isBefore(s.deadline); s = gaps.peek()) {
      findings.entry(
          AuditCheck.GAP_EARLY,
          s.place,
          "another cloud's, for "
              + s.component
              + ", due until "
              + s.deadline
              + "; commit "
              + commit
              + ", which came later, is of "
              + written);
      gaps.remove();
    }
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    switch (e.content()) {
      case PlanContent p -> plan(p, line, at);
      case ResultContent r -> result(e);
      case GapContent g when at.signer().covers(e.component()) -> gap(e, g, at);
      case GapContent g -> foreignGap(line, e, g, at);
      default -> {
        // The others answer no plan.
      }
    }
  }

  private void plan(PlanContent p, LogLine line, Context at) {
    for (PlanContent.Slot s : p.slots()) {
      if (!at.signer().covers(s.component())) {
        findings.entry(AuditCheck.PLAN_SCOPE, at.place(), s.component());
        continue;
      }
      open.computeIfAbsent(s.component(), c -> new LinkedHashMap<>())
          .putIfAbsent(
              s.slot(),
              new Slot(OpenSlot.planned(s, line.link(), at.signer().cloud()), at.place()));
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
    Optional<Slot> slot = slot(e, g).filter(s -> s.open.isOf(g));
    if (slot.isEmpty()) {
      findings.entry(AuditCheck.GAP_PLAN, at.place(), "slot " + g.slot() + " of " + e.component());
    } else if (slot.get().gapBy.equals(at.signer().cloud())) {
      findings.entry(
          AuditCheck.GAP_REPEATED, at.place(), "slot " + g.slot() + " of " + e.component());
    } else {
      slot.get().gapBy = at.signer().cloud();
    }
  }

  private void foreignGap(LogLine line, Entry e, GapContent g, Context at) {
    Located located = at.located(line, e);
    Optional<Slot> slot = slot(e, g).filter(s -> s.takes(g, located.written()));
    if (slot.isEmpty()) {
      findings.entry(AuditCheck.GAP_EARLY, at.place(), "another cloud's, for " + e.component());
      return;
    }
    slot.get().open = slot.get().open.after(located);
    said.computeIfAbsent(
            located.cloud(),
            c -> new PriorityQueue<>(Comparator.comparing(Said::deadline).reversed()))
        .add(new Said(g.deadline(), e.component(), at.place()));
  }

  private Optional<Slot> slot(Entry e, GapContent g) {
    return Optional.ofNullable(open.getOrDefault(e.component(), Map.of()).get(g.slot()));
  }

  @Override
  public void logEnds() {
    open.forEach(
        (component, slots) ->
            slots.forEach(
                (name, s) -> {
                  if (s.gapBy.isEmpty() && s.open.said().isEmpty()) {
                    unanswered(component, name, s);
                  }
                }));
  }

  private void unanswered(String component, String name, Slot s) {
    boolean overdue = s.open.deadline().isBefore(now);
    findings.entry(
        overdue ? AuditCheck.SLOT_UNANSWERED : AuditCheck.SLOT_OPEN,
        s.place,
        component
            + " was due in slot "
            + name
            + " until "
            + s.open.deadline()
            + "; the newest commit is of "
            + now
            + " by its writer's clock");
  }
}
