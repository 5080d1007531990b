package dev.attestry.sweep;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Link;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.PackSeal;
import dev.attestry.flow.FlowAppraiser;
import dev.attestry.flow.FlowMap;
import dev.attestry.flow.Hop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checks of all components of a flow map: plan → challenge → collect → verify → appraise →
 * append. The plan stands in the log before anyone is asked, so that an answer that is dropped is
 * missed; results and gaps follow in one commit.
 */
public final class Sweep {

  /** What a slot's deadline allows beside collecting: to judge and to append. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Chain chain;
  private final Appender appender;
  private final Surroundings around;

  public Sweep(Chain chain, Appender appender, Surroundings around) {
    this.chain = chain;
    this.appender = appender;
    this.around = around;
  }

  /**
   * Runs once.
   *
   * @throws IOException if the log could not be read or written; what was answered until then is
   *     lost, and the plan that stands says so
   */
  public SweepReport run(Order order) throws IOException, InterruptedException {
    Instant start = around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, Hop> before = Hops.of(order.map(), chain.view());
    Planner.Planned plan =
        new Planner(chain, appender)
            .plan(order, order.map().components(), start.toString(), deadline(order, start));
    Archive archive = new Archive(chain.objects(), PackSeal.CLEAR, around.random());
    List<Checked> checked = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (CheckRequest request : plan.requests()) {
      List<Checked> some = new Checker(around).check(request, order);
      checked.addAll(some);
      outcomes.addAll(
          new Outcomes(order, around.verifier(), request.slot()).of(some, archive.write(some)));
    }
    List<Appended> appended =
        new Recorder(appender, order.map()).record(outcomes, abandoned(plan, order.map()));
    FlowAppraiser flows =
        FlowAppraiser.at(order.map(), Hops.of(order.map(), chain.view()), around.clock().instant());
    return new SweepReport(
        plan.slot().name(),
        start,
        plan.entry(),
        components(checked, appended, before),
        flows.verdicts(),
        chain.view().head().orElseThrow());
  }

  private Instant deadline(Order order, Instant start) {
    int rounds = 1 + order.map().components().size() / around.atOnce();
    return start.plus(around.timeout().multipliedBy(rounds)).plus(MARGIN);
  }

  /**
   * Slots of an earlier sweep that ended before it could write, and of other clouds' that nobody
   * writes about any more: silence is written down too.
   */
  private List<Outcome> abandoned(Planner.Planned plan, FlowMap map) {
    Set<Link> own = plan.requests().stream().map(r -> r.slot().plan()).collect(Collectors.toSet());
    Instant now = around.clock().instant();
    ChainView view = chain.view();
    return view.openSlots().stream()
        .filter(s -> own.contains(s.plan()))
        .map(OpenSlot::cloud)
        .limit(1) // one key writes them all
        .flatMap(
            cloud ->
                Stream.concat(
                    Overdue.of(view, cloud, now).stream(),
                    Overdue.elsewhere(view, cloud, map, now).stream()))
        .filter(o -> !o.id().operation().equals(plan.slot().name()))
        .toList();
  }

  private List<SweepReport.Component> components(
      List<Checked> checked, List<Appended> appended, Map<String, Hop> before) {
    List<SweepReport.Component> out = new ArrayList<>();
    for (int i = 0; i < checked.size(); i++) {
      String name = checked.get(i).component();
      Optional<Hop> was = Optional.ofNullable(before.get(name));
      Optional<Hop> is = chain.view().newest(name).flatMap(l -> Hops.of(name, l));
      boolean changed =
          !was.map(Hop::tier).equals(is.map(Hop::tier))
              || !was.map(Hop::reason).equals(is.map(Hop::reason));
      out.add(new SweepReport.Component(checked.get(i), appended.get(i), changed));
    }
    return out;
  }
}
