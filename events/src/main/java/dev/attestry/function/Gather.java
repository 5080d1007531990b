package dev.attestry.function;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One commit for all messages that wait for one. Some clouds hand over each message by itself,
 * several at once: who comes first waits a moment for the rest, works off what has come until then,
 * and each learns of its own. While people are told of one batch, the next is appended.
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
    AppendFunction.Standing commit(List<Bytes> messages) throws IOException;
  }

  /** A message, its place in a batch, and how that ends. */
  private static final class Waiting {
    private final Bytes message;
    private int place;
    private @Nullable CompletableFuture<AppendFunction.Report> batch;

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
    return new Gather(append::commit, MOMENT);
  }

  /**
   * Returns once the message's results stand.
   *
   * @throws MalformedInput if it holds none of this log, and why: it never will
   * @throws IOException if they are refused, or it is not known that they stand: deliver it again
   */
  public void append(Bytes message) throws IOException, MalformedInput {
    Waiting own = new Waiting(message);
    waiting.add(own);
    Exception why = ended(own).refused().get(own.place);
    if (why instanceof MalformedInput malformed) {
      throw malformed;
    }
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }

  /** How many wait for the next commit. */
  int waiting() {
    return waiting.size();
  }

  private AppendFunction.Report ended(Waiting own) throws IOException {
    CompletableFuture<AppendFunction.Report> batch;
    AppendFunction.@Nullable Standing standing = null;
    synchronized (this) {
      batch = own.batch;
      if (batch == null) {
        batch = new CompletableFuture<>();
        standing = committed(batch);
      }
    }
    if (standing != null) {
      told(standing, batch);
    }
    try {
      return batch.get();
    } catch (ExecutionException e) {
      throw new IOException("the batch was not appended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private AppendFunction.@Nullable Standing committed(
      CompletableFuture<AppendFunction.Report> batch) {
    LockSupport.parkNanos(moment.toNanos());
    List<Bytes> messages = new ArrayList<>();
    for (Waiting w = waiting.poll(); w != null; w = waiting.poll()) {
      w.place = messages.size();
      w.batch = batch;
      messages.add(w.message);
    }
    try {
      return append.commit(messages);
    } catch (Throwable e) {
      batch.completeExceptionally(e);
      return null;
    }
  }

  private static void told(
      AppendFunction.Standing standing, CompletableFuture<AppendFunction.Report> batch) {
    try {
      batch.complete(standing.tell());
    } catch (Throwable e) {
      batch.completeExceptionally(e);
    }
  }
}
