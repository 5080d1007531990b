package dev.attestry.function;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One commit for all messages that wait for one. Some clouds hand over each message by itself,
 * several at once: who comes first waits a moment for the rest, works off what has come until then,
 * and each learns of its own.
 */
public final class Gather {

  /** The messages of one check come within it; a commit costs more than the wait. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Work append;
  private final Duration moment;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  /** One commit for a batch, by one thread at a time. */
  @FunctionalInterface
  interface Work {
    AppendFunction.Report run(List<Bytes> messages) throws IOException;
  }

  /** A message, and how it ended. */
  private static final class Waiting {
    private final Bytes message;
    private boolean done;
    private boolean malformed;
    private Optional<Exception> failure = Optional.empty();

    private Waiting(Bytes message) {
      this.message = message;
    }
  }

  /**
   * @param moment that whoever appends waits for more
   */
  Gather(Work append, Duration moment) {
    this.append = append;
    this.moment = moment;
  }

  /** Of the one that an instance has. */
  public static Gather of(AppendFunction append) {
    return new Gather(append::run, MOMENT);
  }

  /**
   * Returns once the message's results stand.
   *
   * @throws MalformedInput if it holds none: it never will
   * @throws IOException if it is not known that they stand: deliver it again
   */
  public void append(Bytes message) throws IOException, MalformedInput {
    Waiting own = new Waiting(message);
    waiting.add(own);
    synchronized (this) {
      if (!own.done) {
        work();
      }
    }
    if (own.failure.isPresent()) {
      throw new IOException("the batch was not appended", own.failure.get());
    }
    if (!own.done) {
      throw new IOException("who appended the batch did not come to its end");
    }
    if (own.malformed) {
      throw new MalformedInput("check results", -1, "not the shape of check results");
    }
  }

  /** How many wait for the next commit. */
  int waiting() {
    return waiting.size();
  }

  private void work() {
    LockSupport.parkNanos(moment.toNanos());
    List<Waiting> all = new ArrayList<>();
    for (Waiting w = waiting.poll(); w != null; w = waiting.poll()) {
      all.add(w);
    }
    try {
      AppendFunction.Report r = append.run(all.stream().map(w -> w.message).toList());
      r.malformed().forEach(i -> all.get(i).malformed = true);
    } catch (IOException | RuntimeException e) {
      all.forEach(w -> w.failure = Optional.of(e));
    }
    all.forEach(w -> w.done = true);
  }
}
