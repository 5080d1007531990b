package dev.attestry.flow;

import dev.attestry.result.Tier;
import java.time.Instant;
import java.util.Optional;

/**
 * What the newest entry of a component says.
 *
 * @param tier of the component's own result; none for a gap and for inconclusive evidence
 * @param expected whether it is a warning that the policy accepts by name
 * @param time of the entry: witness time where there is one
 * @param lastGood when it last was affirming or warning, if nothing contraindicated came since: a
 *     timeout never heals a failure
 * @param reason in plain words
 */
public record Hop(
    String component,
    Tier tier,
    boolean expected,
    Instant time,
    Optional<Instant> lastGood,
    String reason) {

  /** A result. */
  public static Hop of(String component, Tier tier, boolean expected, Instant time, String reason) {
    return new Hop(component, tier, expected, time, Optional.of(time), reason);
  }

  /** A gap, or evidence that said nothing. */
  public static Hop gap(String component, Instant time, Optional<Instant> lastGood, String reason) {
    return new Hop(component, Tier.NONE, false, time, lastGood, reason);
  }
}
