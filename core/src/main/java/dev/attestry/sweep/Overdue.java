package dev.attestry.sweep;

import static java.util.Comparator.comparingInt;

import dev.attestry.chain.ChainView;
import dev.attestry.chain.OpenSlot;
import dev.attestry.flow.FlowMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Silence is written down too: what was planned and is answered by nobody becomes a gap. */
public final class Overdue {

  /** So many periods of a component its own cloud has to say so itself (design, section 9). */
  private static final int PERIODS = 2;

  /** A commit holds so many entries of a chain; one more would be a commit more. */
  private static final int OF_ONE = 16;

  private static final int AT_ONCE = 256;

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
   * The open slots of plans by keys of the other clouds that are overdue by two periods, and of
   * which no other cloud said so: whoever should is silent too. As many as fit a commit, the first
   * of each component before the second of any: whoever holds such a key plans without end, and
   * must neither keep this cloud from its own work nor hide one component behind another.
   *
   * @param cloud as the key document names it; any but this one
   * @param map says how often a component is checked; one that it does not know is left alone
   */
  public static List<Outcome> elsewhere(ChainView view, String cloud, FlowMap map, Instant now) {
    Map<String, Integer> count = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (OpenSlot s : view.openSlots()) {
      if (!s.cloud().equals(cloud) && s.said().isEmpty() && isLongPast(s, map, now)) {
        turns.add(new Turn(count.merge(s.component(), 1, Integer::sum), s));
      }
    }
    return turns.stream()
        .filter(t -> t.number <= OF_ONE)
        .sorted(comparingInt(Turn::number).thenComparingLong(t -> t.slot.plan().index()))
        .limit(AT_ONCE)
        .map(t -> Outcomes.abandoned(t.slot, view.commit()))
        .toList();
  }

  /** A slot and the how many-th of its component it is. */
  private record Turn(int number, OpenSlot slot) {}

  private static boolean isLongPast(OpenSlot s, FlowMap map, Instant now) {
    return map.component(s.component())
        .filter(c -> s.deadline().plus(c.every().multipliedBy(PERIODS)).isBefore(now))
        .isPresent();
  }
}
