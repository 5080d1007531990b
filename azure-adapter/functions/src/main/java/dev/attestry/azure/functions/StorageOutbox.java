package dev.attestry.azure.functions;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import dev.attestry.codec.Bytes;
import dev.attestry.function.Outbox;
import java.io.IOException;
import java.time.Duration;

/** A queue of Azure Storage, whose client writes Base64 as the functions' host reads it. */
record StorageOutbox(QueueClient client) implements Outbox {

  /** A message may have 64 KiB, in Base64. */
  private static final int MAX_LENGTH = 48 << 10;

  /** Results that were dropped because nobody was there for a week would be gaps. */
  private static final Duration FOR_EVER = Duration.ofSeconds(-1);

  @Override
  public int maxLength() {
    return MAX_LENGTH;
  }

  @Override
  public void send(Bytes message) throws IOException {
    try {
      client.sendMessageWithResponse(message.utf8(), null, FOR_EVER, null, Context.NONE);
    } catch (RuntimeException e) {
      throw new IOException("the queue " + client.getQueueName() + " did not take a message", e);
    }
  }
}
