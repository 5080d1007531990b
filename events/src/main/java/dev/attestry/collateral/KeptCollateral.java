package dev.attestry.collateral;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Layout;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Keeps what vendors answered, in memory and in the bucket, where functions of all clouds find it:
 * {@code <shard>/collateral/<SHA-256 of the URL>/<seconds>}. Each document is asked for once at a
 * time; a vendor that fails is left alone for a while. What is past its day is given where nothing
 * newer can be had: its own dates say so to whoever judges it.
 */
final class KeptCollateral implements CollateralSource {

  private static final int MOST = 4096;

  private final CollateralSource vendors;
  private final Bucket bucket;
  private final Layout layout;
  private final InstantSource clock;
  private final Map<URI, Published> known = new ConcurrentHashMap<>();
  private final Map<URI, ReentrantLock> asking = new ConcurrentHashMap<>();
  private final Map<String, Instant> paused = new ConcurrentHashMap<>();

  KeptCollateral(CollateralSource vendors, Bucket bucket, Layout layout, InstantSource clock) {
    this.vendors = vendors;
    this.bucket = bucket;
    this.layout = layout;
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
      Optional<Published> stored = stored(wanted);
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
      keep(wanted, p);
      return p;
    } catch (Down e) {
      if (e.pauseSeconds() > 0) {
        paused.put(host, clock.instant().plusSeconds(e.pauseSeconds()));
      }
      if (old.isPresent()) {
        return old.get();
      }
      throw e;
    }
  }

  private String folder(Wanted wanted) {
    Bytes url = HashAlgorithm.SHA256.digest(Bytes.utf8(wanted.url().toString()));
    return layout.shard() + "/collateral/" + url.hex() + "/";
  }

  /** Who comes second finds the name taken, which is as good. A failure costs another request. */
  private void keep(Wanted wanted, Published p) {
    String time = "%011d".formatted(p.fetchedAt().getEpochSecond());
    bucket.create(ObjectName.of(folder(wanted) + time), p.encode());
  }

  /** The newest that stands in the bucket, not later than now, and is of this URL. */
  private Optional<Published> stored(Wanted wanted) {
    try (Stream<ObjectName> names = bucket.list(folder(wanted))) {
      List<ObjectName> newest = names.sorted(Comparator.reverseOrder()).limit(4).toList();
      for (ObjectName n : newest) {
        if (bucket.read(n) instanceof ReadOutcome.Found f) {
          Published p = Published.parse(f.bytes());
          if (p.url().equals(wanted.url().toString())
              && p.is(wanted.kind())
              && !p.fetchedAt().isAfter(clock.instant())) {
            return Optional.of(p);
          }
        }
      }
      return Optional.empty();
    } catch (IOException | UncheckedIOException | MalformedInput e) {
      return Optional.empty(); // A cache that cannot be read costs a request.
    }
  }
}
