package dev.attestry.chain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The heads of all chains, and the rule of what extends one. Can be layered: a batch is tried on a
 * layer over the state of the log, and merged into it once it stands. Not thread-safe.
 */
final class Chains {

  private final @Nullable Chains below;
  private final Map<ChainHead.Key, ChainHead> heads = new HashMap<>();

  private Chains(@Nullable Chains below) {
    this.below = below;
  }

  static Chains empty() {
    return new Chains(null);
  }

  /** A layer on top: what is added to it leaves this one alone. */
  Chains layer() {
    return new Chains(this);
  }

  /** Takes over what a layer added. */
  void merge(Chains layer) {
    heads.putAll(layer.heads);
  }

  Optional<ChainHead> head(ChainHead.Key key) {
    ChainHead own = heads.get(key);
    if (own == null && below != null) {
      return below.head(key);
    }
    return Optional.ofNullable(own);
  }

  /** The heads of this layer, in order. */
  SortedMap<ChainHead.Key, ChainHead> all() {
    return new TreeMap<>(heads);
  }

  /** Sets a head that was checked before. */
  void put(ChainHead.Key key, ChainHead head) {
    heads.put(key, head);
  }

  /** Extends a chain by an entry that fits. */
  void extend(ChainHead.Key key, Link entry, Id.Prefix id, long commit) {
    Optional<ChainHead> head = head(key);
    heads.put(
        key,
        head.isPresent()
            ? head.get().after(entry, id, commit)
            : ChainHead.first(entry, id, commit));
  }

  /** chain §4.2: whether the entry counts; if not, why. The order of the reasons is ours. */
  Optional<Stray> stray(LineView e, KeyDocument.Key signer, long index, Terms terms) {
    Optional<ChainHead> head = head(e.chain(signer.cloud()));
    if (!signer.mayWrite(e.kind(), e.component())) {
      return Optional.of(Stray.SCOPE);
    }
    if (!follows(e, head)) {
      return Optional.of(Stray.LINK);
    }
    if (head.isPresent() && head.get().seen(e.prefix()).isPresent()) {
      return Optional.of(Stray.REPEATED);
    }
    if (terms.rules().on(Rule.SINCE) && head.isPresent() && head.get().forgets(e.since())) {
      return Optional.of(Stray.TOO_OLD);
    }
    if (e.challengeSize().isPresent() && index - e.challengeSize().get() > terms.challengeSpan()) {
      return Optional.of(Stray.SPAN);
    }
    return Optional.empty();
  }

  private static boolean follows(LineView e, Optional<ChainHead> head) {
    return head.isEmpty()
        ? e.seq() == 0 && e.prev().isEmpty()
        : e.seq() == head.get().seq() + 1
            && e.prev().isPresent()
            && e.prev().get().equals(head.get().newest());
  }
}
