package dev.attestry.sweep;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.chain.PackItem;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.flow.Component;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifies and appraises what was collected. Pure. */
final class Judge {

  private final Order order;
  private final Surroundings around;
  private final Map<String, Instant> lastAffirming;

  /**
   * @param lastAffirming when each component that was in order before this check was so
   */
  Judge(Order order, Surroundings around, Map<String, Instant> lastAffirming) {
    this.order = order;
    this.around = around;
    this.lastAffirming = Map.copyOf(lastAffirming);
  }

  Checked judge(Collector.Answer answer) {
    Target target = answer.asked().target();
    return switch (answer.collected()) {
      case Collected.Failed f -> new Checked.Silent(target.component(), Optional.of(target), f);
      case Collected.Received r ->
          tooLarge(r)
              ? silent(target, Collected.Reason.REFUSED, "the answer is larger than the log keeps")
              : judgedOrBroken(answer, target, r);
    };
  }

  private static boolean tooLarge(Collected.Received r) {
    return Stream.concat(
            r.evidence().parts().values().stream(),
            r.collateral().items().stream().map(Collateral.Item::bytes))
        .anyMatch(b -> b.length() > PackItem.MAX_LENGTH);
  }

  /** A fault of ours in judging one component fails that one, closed, and stops no other. */
  private Checked judgedOrBroken(
      Collector.Answer answer, Target target, Collected.Received received) {
    try {
      return judged(answer, received.instance().map(target::at).orElse(target), received);
    } catch (RuntimeException | StackOverflowError e) {
      return silent(
          target,
          Collected.Reason.BROKEN,
          "judging the answer failed: " + e.getClass().getSimpleName());
    }
  }

  private static Checked silent(Target target, Collected.Reason reason, String detail) {
    return new Checked.Silent(
        target.component(), Optional.of(target), new Collected.Failed(reason, detail));
  }

  private Checked judged(Collector.Answer answer, Target target, Collected.Received r) {
    Verification v =
        target
            .scheme()
            .verify(
                r.evidence(),
                new VerificationInput(
                    Profile.FULL,
                    Optional.of(answer.answeredAt()),
                    target.recipe().slots(answer.asked().challenge()),
                    r.collateral(),
                    order.anchors(),
                    target.stated(),
                    around.crypto()));
    return new Checked.Judged(
        target,
        answer.asked().challenge(),
        r,
        answer.askedAt(),
        answer.answeredAt(),
        v,
        appraise(answer, target, v));
  }

  private Appraisal appraise(Collector.Answer answer, Target target, Verification v) {
    String name = target.component();
    String kind = order.map().component(name).map(Component::componentClass).orElse("");
    AppraisalContext context =
        AppraisalContext.of(name, kind, answer.answeredAt(), answer.answeredAt());
    Optional<Instant> last = Optional.ofNullable(lastAffirming.get(name));
    return Appraiser.appraise(
        v, order.policy(), order.graces(), last.map(context::withLastAffirming).orElse(context));
  }
}
