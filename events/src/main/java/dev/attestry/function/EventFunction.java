package dev.attestry.function;

import dev.attestry.chain.Chain;
import dev.attestry.chain.Id;
import dev.attestry.codec.Bytes;
import dev.attestry.events.Delivery;
import dev.attestry.events.Ignored;
import dev.attestry.events.OwnIdentities;
import dev.attestry.events.ProviderEvent;
import dev.attestry.events.Router;
import dev.attestry.flow.Component;
import dev.attestry.sweep.CheckRequest;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.Planner;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Started by a provider's event: plans a check of the components that it names, and puts the check
 * requests onto the queue (design, section 9). Events are not signed and prove nothing: a forged
 * one causes a check, a suppressed one is made up for by the schedule.
 */
public final class EventFunction {

  private final FunctionLog log;
  private final Router router;
  private final Outbox checks;

  /**
   * @param own who we are, so that our own doing is no event
   * @param checks where check requests go
   */
  public EventFunction(FunctionLog log, OwnIdentities own, Outbox checks) {
    this.log = log;
    this.router = new Router(log.settings().cloud(), own);
    this.checks = checks;
  }

  /**
   * Works off one message with any number of events. One that comes again is planned once, and what
   * its plan still waits for is asked again.
   *
   * @throws IOException if bucket or queue failed: deliver the message again
   */
  public synchronized EventReport run(Bytes message) throws IOException {
    Delivery delivery = Delivery.read(message);
    EventReport.Counter count = new EventReport.Counter(delivery.malformed());
    List<ProviderEvent> ours = new ArrayList<>();
    for (ProviderEvent e : delivery.events()) {
      if (router.isOwn(e)) {
        count.own();
      } else {
        router.ignored(e).ifPresentOrElse(count::ignored, () -> ours.add(e));
      }
    }
    if (!ours.isEmpty()) {
      plan(ours, count);
    }
    log.sayAlarms();
    return count.report();
  }

  private void plan(List<ProviderEvent> events, EventReport.Counter count) throws IOException {
    Chain chain = log.chain();
    Order order = log.order(chain);
    Set<String> done = new HashSet<>();
    for (ProviderEvent e : events) {
      List<Component> concerned = router.concerned(e, order.map());
      String slot = EventSlot.of(e, concerned);
      if (concerned.isEmpty()) {
        count.ignored(Ignored.NO_COMPONENT);
      } else if (done.add(slot)) {
        ask(chain, order, slot, concerned, count);
      } else {
        count.ignored(Ignored.ANSWERED);
      }
    }
  }

  private void ask(
      Chain chain, Order order, String slot, List<Component> concerned, EventReport.Counter count)
      throws IOException {
    Set<String> answered =
        concerned.stream()
            .map(Component::name)
            .filter(name -> isAnswered(chain, name, slot))
            .collect(Collectors.toSet());
    Planner planner = new Planner(chain, log.appender(chain));
    boolean wanted = answered.size() < concerned.size();
    if (wanted && log.settings().plans() && isClosed(chain, slot)) {
      planner.plan(order, concerned, slot, deadline());
    }
    // The plan that stands now, which another instance may have written just before.
    int asked = 0;
    for (CheckRequest r : planner.again(order, slot, concerned)) {
      checks.send(r);
      asked += r.components().size();
    }
    if (asked == 0) {
      count.ignored(wanted && !log.settings().plans() ? Ignored.NO_PLANS : Ignored.ANSWERED);
    } else {
      count.planned(asked);
    }
  }

  /** Among the newest entries of the component: longer ago, it is an event like a new one. */
  private boolean isAnswered(Chain chain, String component, String slot) {
    return chain.view().remembers(new Id(component, slot, 1), log.settings().cloud());
  }

  private static boolean isClosed(Chain chain, String slot) {
    return chain.view().openSlots().stream().noneMatch(o -> o.slot().equals(slot));
  }

  private Instant deadline() {
    return log.clock().instant().truncatedTo(ChronoUnit.MILLIS).plus(SweepFunction.DEADLINE);
  }
}
