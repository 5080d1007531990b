package dev.attestry.sweep;

import dev.attestry.evidence.Challenge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks many attesters side by side, each with its own time limit. */
final class Collector {

  private final EvidenceSource source;
  private final ExecutorService executor;
  private final InstantSource clock;
  private final Duration timeout;
  private final Semaphore atOnce;

  /**
   * @param executor runs two tasks for each target; of virtual threads, best
   * @param atOnce how many attesters are asked at the same time
   */
  Collector(
      EvidenceSource source,
      ExecutorService executor,
      InstantSource clock,
      Duration timeout,
      int atOnce) {
    this.source = source;
    this.executor = executor;
    this.clock = clock;
    this.timeout = timeout;
    this.atOnce = new Semaphore(atOnce);
  }

  /** A target and the challenge that was made for it. */
  record Asked(Target target, Challenge challenge) {}

  /** What came back, and when. */
  record Answer(Asked asked, Collected collected, Instant askedAt, Instant answeredAt) {}

  /** One answer for each that is asked, in the same order; none is ever left out. */
  List<Answer> collect(List<Asked> asked) throws InterruptedException {
    List<Future<Answer>> running = new ArrayList<>();
    for (Asked a : asked) {
      running.add(executor.submit(() -> within(a)));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> f : running) {
      try {
        answers.add(f.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return answers;
  }

  private Answer within(Asked asked) throws InterruptedException {
    atOnce.acquire();
    try {
      Instant start = clock.instant();
      Collected collected = ask(asked);
      return new Answer(asked, collected, start, clock.instant());
    } finally {
      atOnce.release();
    }
  }

  private Collected ask(Asked asked) throws InterruptedException {
    Future<Collected> answer =
        executor.submit(() -> source.collect(asked.target(), asked.challenge()));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Collected.Failed(
          Collected.Reason.TIMED_OUT, "no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      // Whatever breaks in a source is a gap of that component, and of no other.
      return new Collected.Failed(
          Collected.Reason.BROKEN, "collecting failed: " + kind(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private static String kind(@Nullable Throwable cause) {
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }
}
