package dev.attestry.sweep;

import dev.attestry.chain.ChainView;
import java.time.Instant;
import java.util.List;

/** Silence is written down too: what was planned and is answered by nobody becomes a gap. */
public final class Overdue {

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
}
