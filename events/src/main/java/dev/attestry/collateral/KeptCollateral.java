package dev.attestry.collateral;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what vendors answered, in memory and on the {@link Shelf} in the bucket, where functions of
 * all clouds find it, and what somebody imported. Each document is asked for once at a time; a
 * vendor that fails is left alone for a while. What is past its day is given where nothing newer
 * can be had: its own dates say so to whoever judges it.
 */
final class KeptCollateral implements CollateralSource {

  private static final int MOST = 4096;

  private final CollateralSource vendors;
  private final Shelf shelf;
  private final InstantSource clock;
  private final Map<URI, Published> known = new ConcurrentHashMap<>();
  private final Map<URI, ReentrantLock> asking = new ConcurrentHashMap<>();
  private final Map<String, Instant> paused = new ConcurrentHashMap<>();

  KeptCollateral(CollateralSource vendors, Shelf shelf, InstantSource clock) {
    this.vendors = vendors;
    this.shelf = shelf;
    this.clock = clock;
  }

  @Override
  public Published get(Wanted wanted) throws Down, InterruptedException {
    if (known.size() > MOST || asking.size() > MOST) {
      known.clear();
      asking.clear();
    }
    ReentrantLock one = asking.computeIfAbsent(wanted.url(), u -> new ReentrantLock());
    one.lockInterruptibly();
    try {
      Optional<Published> kept = good(wanted, Optional.ofNullable(known.get(wanted.url())));
      if (kept.isPresent()) {
        return kept.get();
      }
      Optional<Published> stored = shelf.newest(wanted, clock.instant());
      stored.ifPresent(p -> known.put(wanted.url(), p));
      return good(wanted, stored).isPresent() ? stored.get() : fetched(wanted, stored);
    } finally {
      one.unlock();
    }
  }

  private Optional<Published> good(Wanted wanted, Optional<Published> p) {
    return p.filter(k -> clock.instant().isBefore(k.goodUntil(wanted.kind())));
  }

  private Published fetched(Wanted wanted, Optional<Published> old)
      throws Down, InterruptedException {
    String host = wanted.url().getHost();
    try {
      Instant until = paused.getOrDefault(host, Instant.MIN);
      if (clock.instant().isBefore(until)) {
        throw new Down(host + " is left alone until " + until, 0);
      }
      Published p = vendors.get(wanted);
      known.put(wanted.url(), p);
      shelf.keep(wanted, p);
      return p;
    } catch (Down e) {
      if (e.pauseSeconds() > 0) {
        paused.put(host, clock.instant().plusSeconds(e.pauseSeconds()));
      }
      Instant now = clock.instant();
      if (old.filter(o -> now.isBefore(o.givenUntil(wanted.kind()))).isPresent()) {
        return old.get();
      }
      throw e;
    }
  }
}
