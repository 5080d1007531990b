package dev.attestry.sweep;

import dev.attestry.chain.Link;
import java.time.Instant;

/**
 * The occasion of a check: a round of the schedule, or an event.
 *
 * @param name names the slot in plan, results and gaps
 * @param deadline until when a result or a gap must stand
 * @param plan the plan entry
 * @param since the newest commit when the plan stood: what challenges are made from
 */
public record Slot(String name, Instant deadline, Link plan, long since) {}
