package dev.attestry.sweep;

import dev.attestry.chain.ChainView;
import dev.attestry.chain.OpenSlot;
import dev.attestry.flow.FlowMap;
import java.time.Instant;
import java.util.List;

/** Silence is written down too: what was planned and is answered by nobody becomes a gap. */
public final class Overdue {

  /** So many periods of a component its own cloud has to say so itself (design, section 9). */
  private static final int PERIODS = 2;

  private Overdue() {}

  /**
   * The open slots of plans by keys of a cloud whose deadline is past.
   *
   * @param cloud as the key document names it
   */
  public static List<Outcome> of(ChainView view, String cloud, Instant now) {
    return view.openSlots().stream()
        .filter(s -> s.cloud().equals(cloud) && s.deadline().isBefore(now))
        .map(s -> Outcomes.abandoned(s, view.commit()))
        .toList();
  }

  /**
   * The open slots of plans by keys of the other clouds that are overdue by two periods: whoever
   * should say so is silent too.
   *
   * @param cloud as the key document names it; any but this one
   * @param map says how often a component is checked; one that it does not know is left alone
   */
  public static List<Outcome> elsewhere(ChainView view, String cloud, FlowMap map, Instant now) {
    return view.openSlots().stream()
        .filter(s -> !s.cloud().equals(cloud) && isLongPast(s, map, now))
        .map(s -> Outcomes.abandoned(s, view.commit()))
        .toList();
  }

  private static boolean isLongPast(OpenSlot s, FlowMap map, Instant now) {
    return map.component(s.component())
        .filter(c -> s.deadline().plus(c.every().multipliedBy(PERIODS)).isBefore(now))
        .isPresent();
  }
}
