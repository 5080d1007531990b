package dev.attestry.chain;

import dev.attestry.codec.Bytes;

/**
 * The newest commit that this machine saw standing. Kept, it shows a missing or rewritten tail.
 *
 * @param genesis SHA-256 of the log's genesis
 * @param commit the slot
 * @param hash SHA-256 of the object there
 * @param size leaves after it
 */
public record Seen(Bytes genesis, long commit, Bytes hash, long size) {}
