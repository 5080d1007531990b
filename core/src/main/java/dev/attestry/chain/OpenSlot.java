package dev.attestry.chain;

import java.time.Instant;
import java.util.Optional;

/**
 * A planned check that its own cloud answered by neither result nor gap yet (chain §4.5).
 *
 * @param plan the plan entry that named it
 * @param cloud cloud of the key that wrote the plan
 * @param said the gap by another cloud's key that counts for it, if one does; the slot stays open
 *     for its own cloud, which the word of another must not silence
 */
public record OpenSlot(
    String component,
    String slot,
    Instant deadline,
    Link plan,
    String cloud,
    Optional<Located> said) {

  /** A slot that a plan names. */
  public static OpenSlot planned(PlanContent.Slot s, Link plan, String cloud) {
    return new OpenSlot(s.component(), s.slot(), s.deadline(), plan, cloud, Optional.empty());
  }

  /** Whether a gap about its component is of this slot: names come again, plans do not. */
  public boolean isOf(GapContent gap) {
    return slot.equals(gap.slot()) && plan.equals(gap.plan()) && deadline.equals(gap.deadline());
  }

  /**
   * Whether a gap by another cloud's key counts for it: the first that is of it and, by the time
   * that its commit states, not before the deadline. Here and nowhere else.
   */
  public boolean takes(GapContent gap, Instant written) {
    return said.isEmpty() && isOf(gap) && !written.isBefore(deadline);
  }

  /** The slot after a gap that it takes. */
  public OpenSlot after(Located gap) {
    return new OpenSlot(component, slot, deadline, plan, cloud, Optional.of(gap));
  }
}
