package dev.attestry.sweep;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.PlanContent;
import dev.attestry.flow.Component;
import dev.attestry.flow.Hop;
import dev.attestry.result.Tier;
import dev.attestry.trust.AnchorSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what is to be checked. The plan stands in the log before anyone is asked, so that an answer
 * that is dropped is missed.
 */
public final class Planner {

  /** What the slots of one plan entry may take of its line, in bytes. */
  private static final int MAX_SLOTS = 60_000;

  /** What stands around component and slot of one slot: names, deadline, punctuation. */
  private static final int SLOT_FRAME = 80;

  private final Chain chain;
  private final Appender appender;

  public Planner(Chain chain, Appender appender) {
    this.chain = chain;
    this.appender = appender;
  }

  /**
   * What was planned.
   *
   * @param entry the plan entry, the first of several where one line is too short for all
   * @param requests together they name each component that is due, once
   */
  public record Planned(Appended entry, List<CheckRequest> requests) {

    public Planned {
      requests = List.copyOf(requests);
    }

    /** The slot of all requests. */
    Slot slot() {
      return requests.get(0).slot();
    }
  }

  /**
   * Plans one slot. Planning the same slot of a map again changes nothing and gives the same
   * requests, but for the newer commit that challenges are made from.
   *
   * @param due at least one component of the order's map
   * @param slot names the occasion
   */
  public Planned plan(Order order, List<Component> due, String slot, Instant deadline)
      throws IOException {
    Map<String, Hop> before = Hops.of(order.map(), chain.view());
    List<List<Component>> shares = shares(due, slot);
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      drafts.add(draft(order, shares.get(i), slot, deadline, i));
    }
    List<Appended> entries = appender.append(drafts);
    List<CheckRequest> requests = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      Slot of = slot(slot, deadline, entries.get(i).receipt().entry());
      requests.addAll(requests(order, shares.get(i), before, of));
    }
    return new Planned(entries.get(0), requests);
  }

  /** As many components a plan entry as a request has, and as fit into a line. */
  private static List<List<Component>> shares(List<Component> due, String slot) {
    List<List<Component>> shares = new ArrayList<>();
    List<Component> share = new ArrayList<>();
    int length = 0;
    for (Component c : due) {
      int more = c.name().length() + slot.length() + SLOT_FRAME;
      if (share.size() == CheckRequest.MAX_COMPONENTS || length + more > MAX_SLOTS) {
        shares.add(List.copyOf(share));
        share.clear();
        length = 0;
      }
      share.add(c);
      length += more;
    }
    shares.add(share);
    return shares;
  }

  private Draft draft(Order order, List<Component> due, String slot, Instant deadline, int share) {
    List<PlanContent.Slot> slots =
        due.stream().map(c -> new PlanContent.Slot(c.name(), slot, deadline)).toList();
    PlanContent content = new PlanContent(order.map().id(), slots);
    String operation = "plan:" + order.map().name() + ":" + slot;
    Id id = new Id(Chain.LOG, share == 0 ? operation : operation + "/" + (share + 1), 1);
    return new Draft(id, chain.view().commit(), 0, content.kind(), true, (b, w) -> content);
  }

  /**
   * The requests of a slot that was planned before, once more: for those of the components that
   * still wait for an answer, each under the plan entry that stands.
   */
  public List<CheckRequest> again(Order order, String slot, List<Component> components) {
    Map<String, Hop> before = Hops.of(order.map(), chain.view());
    Map<Link, List<Component>> left = new LinkedHashMap<>();
    Map<Link, Instant> deadlines = new HashMap<>();
    for (OpenSlot open : chain.view().openSlots()) {
      if (open.slot().equals(slot)) {
        components.stream()
            .filter(c -> open.component().equals(c.name()))
            .forEach(c -> left.computeIfAbsent(open.plan(), p -> new ArrayList<>()).add(c));
        deadlines.put(open.plan(), open.deadline());
      }
    }
    List<CheckRequest> requests = new ArrayList<>();
    left.forEach(
        (plan, some) ->
            requests.addAll(
                requests(
                    order,
                    some,
                    before,
                    slot(slot, Objects.requireNonNull(deadlines.get(plan)), plan))));
    return requests;
  }

  /** chain §4.6: a challenge is issued only on a commit seen standing. */
  private Slot slot(String name, Instant deadline, Link plan) {
    return new Slot(name, deadline, plan, chain.view().commit());
  }

  private List<CheckRequest> requests(
      Order order, List<Component> due, Map<String, Hop> before, Slot slot) {
    List<CheckRequest> requests = new ArrayList<>();
    for (int i = 0; i < due.size(); i += CheckRequest.MAX_COMPONENTS) {
      List<CheckRequest.Due> some =
          due.subList(i, Math.min(due.size(), i + CheckRequest.MAX_COMPONENTS)).stream()
              .map(c -> new CheckRequest.Due(c.name(), affirming(before, c)))
              .toList();
      ChainView view = chain.view();
      requests.add(
          new CheckRequest(
              chain.genesis().hash(),
              chain.genesis().genesis().origin(),
              order.map().id(),
              order.policy().id(),
              AnchorSet.id(order.anchors()),
              order.graces().windows(),
              slot,
              view.head().orElseThrow().size(),
              view.head().orElseThrow().root(),
              some,
              1));
    }
    return requests;
  }

  private static Optional<Instant> affirming(Map<String, Hop> before, Component c) {
    return Optional.ofNullable(before.get(c.name()))
        .filter(h -> h.tier() == Tier.AFFIRMING)
        .map(Hop::time);
  }
}
