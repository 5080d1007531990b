package dev.attestry.chain;

import dev.attestry.codec.Bytes;

/**
 * Says where an entry stands. Provisional until a quorum checkpoint covers the commit; kept, it
 * lets its holder notice a missing tail.
 *
 * @param origin the log
 * @param commit the commit that holds the entry
 * @param commitHash SHA-256 of that object
 * @param size leaves of the log after that commit
 * @param root RFC 6962 root at that size
 * @param entry the entry's leaf index and hash
 */
public record Receipt(
    String origin, long commit, Bytes commitHash, long size, Bytes root, Link entry) {}
