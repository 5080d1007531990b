package dev.attestry.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Located;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Json;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.CheckRequest;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.Outcome;
import dev.attestry.sweep.Overdue;
import dev.attestry.sweep.Planner;
import dev.attestry.sweep.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Started by the scheduler: writes a gap for each slot that nobody answered in time, also for those
 * of another cloud that is silent altogether, plans what is due, and puts the check requests onto
 * the queue (design, section 9). Where nothing is planned any more, the gaps alone.
 */
public final class SweepFunction {

  /** How long after its plan an answer may take: all attempts, the queues, the commit. */
  static final Duration DEADLINE = Duration.ofMinutes(15);

  private final FunctionLog log;
  private final Outbox checks;
  private final Bell bell;

  /**
   * @param checks where check requests go
   */
  public SweepFunction(FunctionLog log, Outbox checks, Notifier notifier) {
    this.log = log;
    this.checks = checks;
    this.bell = new Bell(log, notifier);
  }

  /**
   * What was done.
   *
   * @param gaps slots that were closed as gaps, of whichever cloud
   * @param due components that are asked
   */
  public record Report(int gaps, int due) {

    /** For whoever reads what functions say. */
    public ObjectNode toJson() {
      return Json.object().put("gaps", gaps).put("due", due);
    }
  }

  /**
   * Runs one round. The scheduler may deliver a round twice: it is planned once, and what it still
   * waits for is asked again.
   *
   * @param scheduled the time that the scheduler states; names the slot
   */
  public synchronized Report run(Instant scheduled) throws IOException {
    Chain chain = log.chain();
    Order order = log.order(chain);
    Appender appender = log.appender(chain);
    Recorder recorder = new Recorder(appender, order.map());
    String cloud = log.settings().cloud();
    List<Appended> gaps =
        recorder.record(List.of(), Overdue.of(chain.view(), cloud, log.clock().instant()));
    Set<String> missed = gaps.stream().map(a -> a.entry().component()).collect(Collectors.toSet());
    int asked;
    List<Appended> others;
    try {
      asked =
          ask(new Planner(chain, appender), order, scheduled, due(chain, order, scheduled, missed));
    } finally {
      // After the checks, which it must not stop, and whatever became of them: the gaps stand, and
      // nobody would find them overdue again.
      bell.ring(gaps);
      others = others(chain, recorder, order.map());
      bell.ring(others);
    }
    bell.alarms();
    return new Report(gaps.size() + others.size(), asked);
  }

  /**
   * What other clouds are silent about, written last of all: their plans must not stop this cloud's
   * work. What somebody else wrote first he tells.
   */
  private List<Appended> others(Chain chain, Recorder recorder, FlowMap map) {
    Instant now = log.clock().instant();
    try {
      List<Outcome> overdue = Overdue.elsewhere(chain.view(), log.settings().cloud(), map, now);
      return recorder.record(List.of(), overdue).stream().filter(a -> !a.known()).toList();
    } catch (IOException | RuntimeException e) {
      Console.failed("sweep", "gaps of other clouds", e);
      return List.of();
    }
  }

  private int ask(Planner planner, Order order, Instant scheduled, List<Component> due)
      throws IOException {
    String slot = "sweep:" + scheduled;
    // What this round planned before, if it is delivered twice, and still waits for.
    List<CheckRequest> requests = new ArrayList<>(planner.again(order, slot, own(order.map())));
    if (!due.isEmpty()) {
      requests.addAll(planner.plan(order, due, slot, scheduled.plus(DEADLINE)).requests());
    }
    for (CheckRequest r : requests) {
      checks.send(r);
    }
    return requests.stream().mapToInt(r -> r.components().size()).sum();
  }

  /**
   * Components of this cloud that nobody is asking, and whose newest entry is old enough; none
   * where nothing is planned any more.
   *
   * @param missed those that were asked and did not answer in time
   */
  private List<Component> due(Chain chain, Order order, Instant scheduled, Set<String> missed) {
    if (!log.settings().plans()) {
      return List.of();
    }
    Set<String> asked =
        chain.view().openSlots().stream().map(OpenSlot::component).collect(Collectors.toSet());
    return own(order.map()).stream()
        .filter(c -> !asked.contains(c.name()))
        .filter(c -> missed.contains(c.name()) || isDue(chain, c, scheduled))
        .toList();
  }

  /** Another cloud's round of the same moment has the same name. */
  private List<Component> own(FlowMap map) {
    return map.components().stream().filter(c -> c.cloud().equals(log.settings().cloud())).toList();
  }

  private boolean isDue(Chain chain, Component c, Instant scheduled) {
    return chain
        .view()
        .newest(c.name())
        .map(SweepFunction::asOf)
        .filter(t -> t.plus(c.every()).isAfter(scheduled))
        .isEmpty();
  }

  /** A result that came into the log late says how its component stood when it was checked. */
  private static Instant asOf(Located newest) {
    return newest.entry().content() instanceof ResultContent r
            && r.verifiedAt().isBefore(newest.written())
        ? r.verifiedAt()
        : newest.written();
  }
}
