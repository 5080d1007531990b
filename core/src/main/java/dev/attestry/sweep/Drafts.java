package dev.attestry.sweep;

import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.chain.Basis;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Draft;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Link;
import dev.attestry.chain.Located;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.flow.Component;
import dev.attestry.flow.Flow;
import dev.attestry.flow.FlowAppraiser;
import dev.attestry.result.EarCodec;
import dev.attestry.trust.AnchorSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the entries of a sweep: a result for each answer, a gap for each silence. */
final class Drafts {

  /** What is late comes before what is new: the newest entry of a component is of this sweep. */
  private static final int BEFORE_ALL = -1;

  private final Order order;
  private final Surroundings around;
  private final Slot slot;
  private final String anchors;
  private final Instant now;

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
    this.now = around.clock().instant();
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
        basis -> content.withFlows(flows(c.component(), basis), actions));
  }

  Draft gap(Checked.Silent c) {
    return draft(
        c.component(),
        Kind.GAP,
        basis ->
            new GapContent(
                slot.name(),
                slot.deadline(),
                c.failure().reason().label(),
                slot.plan(),
                flows(c.component(), basis)));
  }

  /** A slot that an earlier sweep planned and never answered. */
  Draft abandoned(OpenSlot open) {
    return new Draft(
        new Id(open.component(), open.slot(), 1),
        slot.since(),
        BEFORE_ALL,
        Kind.GAP,
        basis ->
            new GapContent(
                open.slot(),
                open.deadline(),
                "abandoned",
                open.plan(),
                flows(open.component(), basis)));
  }

  private Draft draft(String component, Kind kind, Draft.Source source) {
    return new Draft(
        new Id(component, slot.name(), 1), slot.since(), rank(component), kind, source);
  }

  /** Upstream first. */
  private int rank(String component) {
    return order.map().components().stream().map(Component::name).toList().indexOf(component);
  }

  private Bytes ear(Checked.Judged c) {
    return EarCodec.encode(
        AppraisalResults.of(
            c.component(), c.verification(), c.appraisal(), c.answeredAt(), around.verifier()));
  }

  /** Design, section 6: what stands upstream at the commit that the entry is built on. */
  private List<FlowState> flows(String component, Basis basis) {
    FlowAppraiser appraiser = FlowAppraiser.at(order.map(), Hops.of(order.map(), basis), now);
    List<FlowState> states = new ArrayList<>();
    for (Flow flow : order.map().flowsOf(component)) {
      List<FlowState.Upstream> upstream = new ArrayList<>();
      for (String up : order.map().upstream(flow, component)) {
        basis
            .newest(up)
            .map(Located::link)
            .ifPresent(link -> upstream.add(new FlowState.Upstream(up, link)));
      }
      // A component without upstream has no sources to speak about: AR4SI 0, no claim.
      int sourced = appraiser.sourcedData(flow, component).orElse(0);
      states.add(new FlowState(flow.name(), order.map().id(), sourced, upstream));
    }
    return states;
  }
}
