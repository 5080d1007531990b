package dev.attestry.sweep;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Draft;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Id;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.PlanContent;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowAppraiser;
import dev.attestry.flow.Hop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    Planned plan = plan(order, start);
    List<Checked> checked = check(order, before, plan);
    List<Appended> appended = append(order, plan, checked);
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

  /** What stands before anyone is asked: the plan, and the challenges made from its commit. */
  private record Planned(
      Drafts.Slot slot,
      Appended entry,
      Map<Component, Challenge> challenges,
      Map<Component, ChallengeReference> references) {}

  private Planned plan(Order order, Instant start) throws IOException {
    String name = start.toString();
    Instant deadline = deadline(order, start);
    List<PlanContent.Slot> slots =
        order.map().components().stream()
            .map(c -> new PlanContent.Slot(c.name(), name, deadline))
            .toList();
    Draft draft =
        Draft.of(
            new Id(Chain.LOG, "plan:" + order.map().name() + ":" + name, 1),
            chain.view().commit(),
            new PlanContent(order.map().id(), slots));
    Appended entry = appender.append(List.of(draft)).get(0);
    // chain §4.6: a challenge is issued only on a commit seen standing.
    ChainView view = chain.view();
    Map<Component, Challenge> challenges = new LinkedHashMap<>();
    Map<Component, ChallengeReference> references = new LinkedHashMap<>();
    for (Component c : order.map().components()) {
      Optional<Target> target = order.target(c);
      if (target.isPresent()) {
        Bytes salt = salt();
        challenges.put(c, view.challenge(c.name(), salt, Optional.empty()));
        references.put(c, view.reference(salt, target.get().recipe()));
      }
    }
    Drafts.Slot slot = new Drafts.Slot(name, deadline, entry.receipt().entry(), view.commit());
    return new Planned(slot, entry, challenges, references);
  }

  private Instant deadline(Order order, Instant start) {
    int rounds = 1 + order.map().components().size() / around.atOnce();
    return start.plus(around.timeout().multipliedBy(rounds)).plus(MARGIN);
  }

  private List<Checked> check(Order order, Map<String, Hop> before, Planned plan)
      throws InterruptedException {
    List<Collector.Asked> asked = new ArrayList<>();
    Map<String, Checked> checked = new LinkedHashMap<>();
    for (Component c : order.map().components()) {
      Optional<Challenge> challenge = Optional.ofNullable(plan.challenges().get(c));
      if (challenge.isPresent()) {
        asked.add(new Collector.Asked(order.target(c).orElseThrow(), challenge.get()));
      }
      checked.put(
          c.name(),
          new Checked.Silent(
              c.name(),
              Optional.empty(),
              new Collected.Failed(
                  Collected.Reason.NO_INSTANCE, "the flow map names no evidence for it")));
    }
    Collector collector =
        new Collector(
            around.source(), around.executor(), around.clock(), around.timeout(), around.atOnce());
    Judge judge = new Judge(order, around, before);
    // Judged on all cores: verifying signatures is most of a sweep's work.
    collector.collect(asked).parallelStream()
        .map(judge::judge)
        .toList()
        .forEach(c -> checked.put(c.component(), c));
    return List.copyOf(checked.values());
  }

  private List<Appended> append(Order order, Planned plan, List<Checked> checked)
      throws IOException {
    List<Checked.Judged> judged =
        checked.stream()
            .filter(Checked.Judged.class::isInstance)
            .map(Checked.Judged.class::cast)
            .toList();
    Map<String, List<EvidenceReference>> evidence =
        new Archive(chain, around.random()).write(judged);
    Map<String, ChallengeReference> references = new LinkedHashMap<>();
    plan.references().forEach((c, r) -> references.put(c.name(), r));
    Drafts drafts = new Drafts(order, around, plan.slot());
    List<Draft> entries = new ArrayList<>();
    for (Checked c : checked) {
      entries.add(
          switch (c) {
            case Checked.Judged j ->
                drafts.result(
                    j,
                    Objects.requireNonNull(references.get(j.component())),
                    evidence.getOrDefault(j.component(), List.of()));
            case Checked.Silent s -> drafts.gap(s);
          });
    }
    entries.addAll(abandoned(plan, drafts));
    return appender.append(entries);
  }

  /** Slots of an earlier sweep that ended before it could write: silence is written down too. */
  private List<Draft> abandoned(Planned plan, Drafts drafts) {
    Instant now = around.clock().instant();
    List<OpenSlot> open = chain.view().openSlots();
    Set<String> own =
        open.stream()
            .filter(s -> s.slot().equals(plan.slot().name()))
            .map(OpenSlot::cloud)
            .collect(Collectors.toSet());
    return open.stream()
        .filter(s -> own.contains(s.cloud()) && s.deadline().isBefore(now))
        .filter(s -> !s.slot().equals(plan.slot().name()))
        .map(drafts::abandoned)
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

  private Bytes salt() {
    byte[] salt = new byte[16];
    around.random().nextBytes(salt);
    return Bytes.of(salt);
  }
}
