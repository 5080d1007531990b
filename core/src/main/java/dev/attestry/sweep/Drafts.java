package dev.attestry.sweep;

import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Draft;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Link;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.result.EarCodec;
import dev.attestry.trust.AnchorSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the entries of a sweep: a result for each answer, a gap for each silence. */
final class Drafts {

  /** What is late comes before what is new: the newest entry of a component is of this sweep. */
  private static final int BEFORE_ALL = Integer.MIN_VALUE / 2;

  private final Order order;
  private final Surroundings around;
  private final Slot slot;
  private final String anchors;
  private final FlowStates flows = new FlowStates();
  private final Map<String, Integer> ranks;

  /**
   * The occasion of a sweep.
   *
   * @param name names the slot in plan, results and gaps
   * @param plan the plan entry
   * @param since the newest commit when the plan stood
   */
  record Slot(String name, Instant deadline, Link plan, long since) {}

  Drafts(Order order, Surroundings around, Slot slot) {
    this.order = order;
    this.around = around;
    this.slot = slot;
    this.anchors = AnchorSet.id(order.anchors());
    this.ranks = order.map().depths();
  }

  Draft result(Checked.Judged c, ChallengeReference challenge, List<EvidenceReference> evidence) {
    List<String> actions = new ArrayList<>(List.of(c.appraisal().decision().label()));
    if (c.appraisal().isolate()) {
      actions.add("isolate-dry-run");
    }
    ResultContent content =
        new ResultContent(
            Optional.of(c.target().instance()),
            List.of(),
            Optional.of(challenge),
            evidence,
            Optional.empty(),
            c.answeredAt(),
            c.answeredAt(),
            order.policy().id(),
            anchors,
            ear(c),
            Archive.counts(c.verification()),
            actions);
    return draft(
        c.component(),
        Kind.RESULT,
        (basis, written) ->
            content.withFlows(flows.of(order.map(), c.component(), basis, written), actions));
  }

  Draft gap(Checked.Silent c) {
    return draft(
        c.component(),
        Kind.GAP,
        (basis, written) ->
            new GapContent(
                slot.name(),
                slot.deadline(),
                c.failure().reason().label(),
                slot.plan(),
                flows.of(order.map(), c.component(), basis, written)));
  }

  /** A slot that an earlier sweep planned and never answered. */
  Draft abandoned(OpenSlot open) {
    return new Draft(
        new Id(open.component(), open.slot(), 1),
        slot.since(),
        BEFORE_ALL + rank(open.component()),
        Kind.GAP,
        (basis, written) ->
            new GapContent(
                open.slot(),
                open.deadline(),
                "abandoned",
                open.plan(),
                flows.of(order.map(), open.component(), basis, written)));
  }

  private Draft draft(String component, Kind kind, Draft.Source source) {
    return new Draft(
        new Id(component, slot.name(), 1), slot.since(), rank(component), kind, source);
  }

  /** Upstream first. */
  private int rank(String component) {
    return ranks.getOrDefault(component, 0);
  }

  private Bytes ear(Checked.Judged c) {
    return EarCodec.encode(
        AppraisalResults.of(
            c.component(), c.verification(), c.appraisal(), c.answeredAt(), around.verifier()));
  }
}
