package dev.attestry.azure.host;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A queue trigger: fetches messages in batches, hides each while its function runs, deletes it when
 * that returns. One that fails waits, and after so many attempts goes to {@code <queue>-poison};
 * one of such a queue just stays hidden. The real one also renews the time that a message is
 * hidden.
 */
final class QueueListener implements Runnable {

  private static final Duration HIDDEN = Duration.ofMinutes(10);

  /**
   * What a poison queue holds expires, whatever the message asked for: the real one sets nothing.
   */
  private static final Duration KEPT = Duration.ofDays(7);

  /** The real one waits longer and longer, too: from a tenth of a second to a minute. */
  private static final long SHORTEST_MILLIS = 100;

  private static final long LONGEST_MILLIS = 800;
  private static final String POISON = "-poison";

  private final FunctionJson function;
  private final Queues queues;
  private final HostJson host;
  private final Calls calls;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  private final String name;
  private final AtomicInteger running = new AtomicInteger();

  QueueListener(FunctionJson function, Queues queues, HostJson host, Calls calls) {
    this.function = function;
    this.queues = queues;
    this.host = host;
    this.calls = calls;
    this.name = queues.name(function);
  }

  @Override
  public void run() {
    QueueClient queue = queues.client(function, name);
    queue.createIfNotExists();
    try {
      long wait = SHORTEST_MILLIS;
      while (!Thread.currentThread().isInterrupted()) {
        if (running.get() > host.newBatchThreshold()) {
          Thread.sleep(SHORTEST_MILLIS);
        } else if (fetched(queue)) {
          wait = SHORTEST_MILLIS;
        } else {
          Thread.sleep(wait);
          wait = Math.min(2 * wait, LONGEST_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A queue that does not answer is asked again, as the real one does. */
  private boolean fetched(QueueClient queue) {
    try {
      return fetch(queue) > 0;
    } catch (RuntimeException e) {
      System.out.println("The queue '" + name + "' did not answer: " + e);
      return false;
    }
  }

  private int fetch(QueueClient queue) {
    List<QueueMessageItem> batch =
        queue.receiveMessages(host.batchSize(), HIDDEN, null, Context.NONE).stream().toList();
    for (QueueMessageItem m : batch) {
      running.incrementAndGet();
      executor.execute(
          () -> {
            try {
              workOff(queue, m);
            } finally {
              running.decrementAndGet();
            }
          });
    }
    return batch.size();
  }

  /** As a queue may deliver that is not told in time: once more, and after what came later. */
  private void again(String text, Duration late) {
    try {
      Thread.sleep(late.toMillis());
      calls.call(function, text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workOff(QueueClient queue, QueueMessageItem m) {
    String text = m.getBody().toString();
    if (m.getDequeueCount() <= host.maxDequeueCount() && calls.call(function, text)) {
      queue.deleteMessage(m.getMessageId(), m.getPopReceipt());
      queues.again(function).ifPresent(late -> again(text, late));
    } else if (name.endsWith(POISON)) {
      // As in Azure: it comes again when it is no longer hidden.
      return;
    } else if (m.getDequeueCount() >= host.maxDequeueCount()) {
      QueueClient poison = queues.client(function, name + POISON);
      poison.createIfNotExists();
      poison.sendMessageWithResponse(text, null, KEPT, null, Context.NONE);
      queue.deleteMessage(m.getMessageId(), m.getPopReceipt());
    } else {
      queue.updateMessage(m.getMessageId(), m.getPopReceipt(), text, host.visibilityTimeout());
    }
  }
}
