package dev.attestry.gcp.functions;

import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.PublishRequest;
import com.google.api.services.pubsub.model.PubsubMessage;
import dev.attestry.codec.Bytes;
import dev.attestry.function.Outbox;
import java.io.IOException;
import java.util.List;

/**
 * A topic of Pub/Sub, as a queue.
 *
 * @param topic {@code projects/P/topics/T}
 */
record PubSubOutbox(Pubsub client, String topic) implements Outbox {

  /** Pub/Sub takes 10 MB; Eventarc delivers events up to 512 kB, with this in base64. */
  private static final int MAX_LENGTH = 256 << 10;

  @Override
  public int maxLength() {
    return MAX_LENGTH;
  }

  @Override
  public void send(Bytes message) throws IOException {
    publish(client, topic, List.of(message));
  }

  /** All in one request, of which Pub/Sub takes all or nothing. */
  static void publish(Pubsub client, String topic, List<Bytes> messages) throws IOException {
    List<PubsubMessage> all =
        messages.stream().map(m -> new PubsubMessage().encodeData(m.toArray())).toList();
    try {
      client
          .projects()
          .topics()
          .publish(topic, new PublishRequest().setMessages(all))
          .setDisableGZipContent(true)
          .execute();
    } catch (IOException e) {
      throw new IOException("the topic " + topic + " did not take a message", e);
    }
  }
}
