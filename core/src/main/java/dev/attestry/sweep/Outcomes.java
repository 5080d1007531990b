package dev.attestry.sweep;

import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.trust.AnchorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what a log keeps of checks: a result for each answer, a gap for each silence. */
final class Outcomes {

  private final Order order;
  private final VerifierId verifier;
  private final Slot slot;
  private final String anchors;

  Outcomes(Order order, VerifierId verifier, Slot slot) {
    this.order = order;
    this.verifier = verifier;
    this.slot = slot;
    this.anchors = AnchorSet.id(order.anchors());
  }

  /**
   * One outcome for each.
   *
   * @param evidence where the evidence of each component that answered is kept
   */
  List<Outcome> of(List<Checked> checked, Map<String, List<EvidenceReference>> evidence) {
    return checked.stream()
        .map(
            c ->
                switch (c) {
                  case Checked.Judged j ->
                      result(j, evidence.getOrDefault(j.component(), List.of()));
                  case Checked.Silent s -> gap(s);
                })
        .toList();
  }

  private Outcome result(Checked.Judged c, List<EvidenceReference> evidence) {
    List<String> actions = new ArrayList<>(List.of(c.appraisal().decision().label()));
    if (c.appraisal().isolate()) {
      actions.add("isolate-dry-run");
    }
    Challenge asked = c.challenge();
    ResultContent content =
        new ResultContent(
            Optional.of(c.target().instance()),
            List.of(),
            Optional.of(
                new ChallengeReference(
                    slot.since(), asked.size(), asked.salt(), c.target().recipe().label())),
            evidence,
            Optional.empty(),
            c.answeredAt(),
            c.answeredAt(),
            order.policy().id(),
            anchors,
            ear(c),
            Archive.counts(c.verification()),
            actions);
    return new Outcome(id(c.component()), slot.since(), content);
  }

  private Outcome gap(Checked.Silent c) {
    GapContent content =
        new GapContent(
            slot.name(), slot.deadline(), c.failure().reason().label(), slot.plan(), List.of());
    return new Outcome(id(c.component()), slot.since(), content);
  }

  /**
   * A slot that was planned and never answered.
   *
   * @param since the newest commit
   */
  static Outcome abandoned(OpenSlot open, long since) {
    GapContent content =
        new GapContent(open.slot(), open.deadline(), "abandoned", open.plan(), List.of());
    return new Outcome(new Id(open.component(), open.slot(), 1), since, content);
  }

  private Id id(String component) {
    return new Id(component, slot.name(), 1);
  }

  private Bytes ear(Checked.Judged c) {
    return EarCodec.encode(
        AppraisalResults.of(
            c.component(), c.verification(), c.appraisal(), c.answeredAt(), verifier));
  }
}
