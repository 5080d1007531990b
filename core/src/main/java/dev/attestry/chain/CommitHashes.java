package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * SHA-256 of every commit that was judged to stand, 40 bytes for each: what is read again later
 * must be what was judged.
 */
final class CommitHashes {

  private static final int HASH = 32;

  private long[] commits = new long[64];
  private byte[] hashes = new byte[64 * HASH];
  private int count;

  /** Adds a commit; numbers rise. */
  void add(long commit, Bytes hash) {
    if (count == commits.length) {
      commits = Arrays.copyOf(commits, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count * HASH);
    }
    commits[count] = commit;
    hash.copyTo(hashes, count * HASH);
    count++;
  }

  /** The hash of a commit that stands; empty if it was not judged here. */
  Optional<Bytes> of(long commit) {
    int i = Arrays.binarySearch(commits, 0, count, commit);
    return i < 0 ? Optional.empty() : Optional.of(Bytes.of(hashes, i * HASH, HASH));
  }
}
