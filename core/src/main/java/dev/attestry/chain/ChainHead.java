package dev.attestry.chain;

import java.util.Arrays;
import java.util.Optional;

/** The end of one chain: the entries of a component by keys of one cloud. Immutable. */
final class ChainHead {

  private final long seq;
  private final Link newest;

  /** The last 16 entries or fewer, oldest first. */
  private final Seen[] window;

  private ChainHead(long seq, Link newest, Seen[] window) {
    this.seq = seq;
    this.newest = newest;
    this.window = window;
  }

  /** One chain: a component and the cloud of the keys that sign. */
  record Key(String component, String cloud) implements Comparable<Key> {

    // Written out: an audit looks up every entry, and what a record brings is not inlined there.
    @Override
    public boolean equals(Object o) {
      return o instanceof Key k && component.equals(k.component) && cloud.equals(k.cloud);
    }

    @Override
    public int hashCode() {
      return 31 * component.hashCode() + cloud.hashCode();
    }

    @Override
    public int compareTo(Key o) {
      int c = component.compareTo(o.component);
      return c != 0 ? c : cloud.compareTo(o.cloud);
    }
  }

  /** An id that is remembered: the first 16 bytes of its SHA-256, and where the entry stands. */
  record Seen(Id.Prefix prefix, long commit, long index) {}

  /** The first entry of a chain. */
  static ChainHead first(Link entry, Id.Prefix prefix, long commit) {
    return new ChainHead(0, entry, new Seen[] {new Seen(prefix, commit, entry.index())});
  }

  /** The chain with one more entry. */
  ChainHead after(Link entry, Id.Prefix prefix, long commit) {
    int kept = Math.min(window.length, Limits.WINDOW - 1);
    Seen[] w = Arrays.copyOfRange(window, window.length - kept, window.length + 1);
    w[kept] = new Seen(prefix, commit, entry.index());
    return new ChainHead(seq + 1, entry, w);
  }

  /** Number of the newest entry. */
  long seq() {
    return seq;
  }

  /** Where the newest entry stands. */
  Link newest() {
    return newest;
  }

  /** The remembered entry with this id. */
  Optional<Seen> seen(Id.Prefix prefix) {
    for (Seen s : window) {
      if (s.prefix.high() == prefix.high() && s.prefix.low() == prefix.low()) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }

  /** Whether a request born at this commit may be a repetition that is forgotten (chain §4.2). */
  boolean forgets(long since) {
    return window.length == Limits.WINDOW && since < window[0].commit;
  }
}
