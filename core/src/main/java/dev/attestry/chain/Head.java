package dev.attestry.chain;

import dev.attestry.codec.Bytes;

/**
 * The newest standing commit.
 *
 * @param commit its slot
 * @param hash SHA-256 of the whole object
 * @param size leaves of the log after it
 * @param root RFC 6962 root at that size
 */
public record Head(long commit, Bytes hash, long size, Bytes root) {}
