package dev.attestry.chain;

import java.time.Instant;

/**
 * A planned check that has neither result nor gap yet.
 *
 * @param plan the plan entry that named it
 * @param cloud cloud of the key that wrote the plan
 */
public record OpenSlot(String component, String slot, Instant deadline, Link plan, String cloud) {}
