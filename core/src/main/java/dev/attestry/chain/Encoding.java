package dev.attestry.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Encodes entries on all cores, while more are made and while the first ones are used. Used by one
 * thread, which helps where it would wait.
 */
final class Encoding {

  /** So many are encoded at once: fewer are done before another thread would have begun. */
  private static final int PART = 16;

  private final List<ForkJoinTask<List<Batch.Encoded>>> parts = new ArrayList<>();

  /** Parts that nobody has begun; they are begun in order, as they are needed. */
  private final Queue<ForkJoinTask<?>> waiting = new ConcurrentLinkedQueue<>();

  private List<Entry> filling = new ArrayList<>();

  /** Adds an entry; no text was asked for yet. */
  void add(Entry e) {
    filling.add(e);
    if (filling.size() == PART) {
      part();
      ForkJoinPool.commonPool().execute(this::help);
    }
  }

  private void part() {
    List<Entry> entries = filling;
    filling = new ArrayList<>();
    ForkJoinTask<List<Batch.Encoded>> part =
        ForkJoinTask.adapt(() -> entries.stream().map(Batch.Encoded::of).toList());
    parts.add(part);
    waiting.add(part);
  }

  /** Does one part; false if none waits. */
  private boolean help() {
    ForkJoinTask<?> part = waiting.poll();
    if (part != null) {
      part.quietlyInvoke();
    }
    return part != null;
  }

  /**
   * The text of the n-th entry that was added.
   *
   * @throws IllegalArgumentException if it has none
   */
  Batch.Encoded get(int n) {
    if (!filling.isEmpty()) {
      part();
    }
    ForkJoinTask<List<Batch.Encoded>> part = parts.get(n / PART);
    while (!part.isDone() && help()) {
      // Until this one is done, or others are at it and nothing is left.
    }
    return part.join().get(n % PART);
  }
}
