package dev.attestry.chain;

import java.time.Instant;

/**
 * An entry and where it stands.
 *
 * @param link leaf index and hash
 * @param entry what stands there
 * @param commit the commit that holds it
 * @param cloud cloud of the key that signed the commit
 * @param written the writer's clock in that commit; unproven without witnesses
 */
public record Located(Link link, Entry entry, long commit, String cloud, Instant written) {}
