package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A fake of Eventarc, since no stand-in has it: takes what waits in topics and hands each message
 * to a function as the CloudEvent that Google's documentation shows. What a function refuses, or
 * does not live to answer, is delivered again.
 */
public final class FakeEventarc implements AutoCloseable {

  private static final long POLL_MILLIS = 250;
  private static final long AGAIN_MILLIS = 500;
  private static final int OK = 200;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Delivers a topic's messages from now on, several at once.
   *
   * @param function where it answers just now
   */
  public void deliver(Topic topic, Supplier<URI> function) {
    threads.execute(() -> run(topic, function));
  }

  private void run(Topic topic, Supplier<URI> function) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean some = false;
        try {
          for (Topic.Waiting w : topic.pull()) {
            some = true;
            threads.execute(() -> one(topic, w, function));
          }
        } catch (IOException e) {
          // Asked again soon: a topic that is down loses nothing.
        }
        if (!some) {
          Thread.sleep(POLL_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void one(Topic topic, Topic.Waiting w, Supplier<URI> function) {
    try {
      if (isTaken(w, function)) {
        topic.done(w);
      } else {
        Thread.sleep(AGAIN_MILLIS);
        topic.again(w);
      }
    } catch (IOException e) {
      // Comes again when its deadline is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isTaken(Topic.Waiting w, Supplier<URI> function)
      throws InterruptedException {
    try {
      return new Delivery(function.get()).message(w.message()) == OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
