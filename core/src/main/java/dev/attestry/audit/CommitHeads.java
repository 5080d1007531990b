package dev.attestry.audit;

import dev.attestry.chain.Merkle;
import dev.attestry.codec.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Size and root after every standing commit, which challenges are made from: 48 bytes for each.
 *
 * <p>A challenge may be as old as {@code challenge_span} leaves, so all of them are kept.
 */
final class CommitHeads {

  private static final int HASH = 32;

  private long[] commits = new long[64];
  private long[] sizes = new long[64];
  private byte[] roots = new byte[64 * HASH];
  private int count;

  /** A head that challenges are made from. */
  record At(long size, Bytes root) {}

  void add(long commit, long size, Bytes root) {
    if (count == commits.length) {
      commits = Arrays.copyOf(commits, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      roots = Arrays.copyOf(roots, 2 * count * HASH);
    }
    commits[count] = commit;
    sizes[count] = size;
    root.copyTo(roots, count * HASH);
    count++;
  }

  /**
   * The head after a standing commit; design 5: before the first one, size 0 and the empty root.
   */
  Optional<At> find(long commit, long size) {
    if (commit == 0 && size == 0) {
      return Optional.of(new At(0, Merkle.EMPTY_ROOT));
    }
    int i = Arrays.binarySearch(commits, 0, count, commit);
    return i < 0 || sizes[i] != size
        ? Optional.empty()
        : Optional.of(new At(size, Bytes.of(roots, i * HASH, HASH)));
  }
}
