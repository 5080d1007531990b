package dev.attestry.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Runs actors one at a time; who goes on after each step is chosen by a seed. */
final class Turns {

  private static final ThreadLocal<Actor> SELF = new ThreadLocal<>();

  private static final class Actor {
    final Semaphore go = new Semaphore(0);
    boolean done;
  }

  private final SplittableRandom random;
  private final Semaphore back = new Semaphore(0);
  private final List<Actor> actors = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  Turns(SplittableRandom random) {
    this.random = random;
  }

  /** Adds an actor, which waits for its first turn. */
  void actor(Runnable body) {
    Actor a = new Actor();
    actors.add(a);
    Thread.ofVirtual()
        .start(
            () -> {
              SELF.set(a);
              a.go.acquireUninterruptibly();
              try {
                body.run();
              } catch (Throwable e) {
                failures.add(e);
              } finally {
                a.done = true;
                back.release();
              }
            });
  }

  /** Called by an actor: lets others run. Outside of actors it does nothing. */
  void pass() {
    Actor a = SELF.get();
    if (a != null) {
      back.release();
      a.go.acquireUninterruptibly();
    }
  }

  /** Runs all actors to their end. */
  void run() {
    List<Actor> running = new ArrayList<>(actors);
    while (!running.isEmpty()) {
      Actor a = running.get(random.nextInt(running.size()));
      a.go.release();
      back.acquireUninterruptibly();
      if (a.done) {
        running.remove(a);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("an actor failed", failures.get(0));
    }
  }
}
