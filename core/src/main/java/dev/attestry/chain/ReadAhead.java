package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.ObjLongConsumer;

/**
 * Reads and parses the next slots on other threads while one is judged. Only a prefetch: what is
 * judged, and in which order, is as without it.
 */
final class ReadAhead {

  /** Slots in hand; a commit of 8 MiB and what is made of it must fit this often. */
  private static final int DEPTH = 3;

  private final Bucket bucket;
  private final Layout layout;
  private final ExecutorService pool;
  private final ObjLongConsumer<Entry> early;
  private final Queue<Future<Slot>> running = new ArrayDeque<>();
  private long next;

  /** What a read of a slot gave, and what was made of it. */
  record Slot(ReadOutcome outcome, Optional<Prepared> prepared) {}

  /**
   * @param early shown each entry and its slot on a thread of the pool, before its commit is judged
   */
  ReadAhead(Bucket bucket, Layout layout, ExecutorService pool, ObjLongConsumer<Entry> early) {
    this.bucket = bucket;
    this.layout = layout;
    this.pool = pool;
    this.early = early;
  }

  /** The next slot; slots are taken in order, from 0. */
  Slot take() {
    while (running.size() < DEPTH) {
      long k = next++;
      running.add(pool.submit(() -> slot(k)));
    }
    try {
      return running.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Slot(new ReadOutcome.Unreadable("interrupted"), Optional.empty());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Slot slot(long k) {
    ReadOutcome outcome = bucket.read(layout.commit(k), 0, Limits.MAX_COMMIT);
    if (!(outcome instanceof ReadOutcome.Found f) || f.size() > Limits.MAX_COMMIT) {
      return new Slot(outcome, Optional.empty());
    }
    try {
      Prepared p = Prepared.of(Commit.parse(f.bytes()));
      for (ParsedLine l : p.lines()) {
        if (l.entry().isPresent()) {
          early.accept(l.entry().get(), k);
        }
      }
      return new Slot(outcome, Optional.of(p));
    } catch (MalformedInput e) {
      return new Slot(outcome, Optional.empty()); // void; the judge says why
    }
  }
}
