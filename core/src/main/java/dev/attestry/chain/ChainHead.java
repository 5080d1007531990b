package dev.attestry.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The end of one chain: the entries of a component by keys of one cloud.
 *
 * @param seq number of the newest entry
 * @param newest where it stands
 * @param window the last 16 entries or fewer, oldest first
 */
record ChainHead(long seq, Link newest, List<Seen> window) {

  /** One chain: a component and the cloud of the keys that sign. */
  record Key(String component, String cloud) implements Comparable<Key> {

    @Override
    public int compareTo(Key o) {
      int c = component.compareTo(o.component);
      return c != 0 ? c : cloud.compareTo(o.cloud);
    }
  }

  /** An id that is remembered: the first 16 bytes of its SHA-256, and where the entry stands. */
  record Seen(Id.Prefix prefix, long commit, long index) {}

  ChainHead {
    window = List.copyOf(window);
  }

  /** The first entry of a chain. */
  static ChainHead first(Link entry, Id.Prefix prefix, long commit) {
    return new ChainHead(0, entry, List.of(new Seen(prefix, commit, entry.index())));
  }

  /** The chain with one more entry. */
  ChainHead after(Link entry, Id.Prefix prefix, long commit) {
    List<Seen> w = new ArrayList<>(Limits.WINDOW);
    w.addAll(window.size() == Limits.WINDOW ? window.subList(1, Limits.WINDOW) : window);
    w.add(new Seen(prefix, commit, entry.index()));
    return new ChainHead(seq + 1, entry, w);
  }

  /** The remembered entry with this id. */
  Optional<Seen> seen(Id.Prefix prefix) {
    for (Seen s : window) {
      if (s.prefix.equals(prefix)) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }

  /** Whether a request born at this commit may be a repetition that is forgotten (chain §4.2). */
  boolean forgets(long since) {
    return window.size() == Limits.WINDOW && since < window.get(0).commit;
  }
}
