package dev.attestry.gcp.functions;

import com.google.api.services.pubsub.Pubsub;
import dev.attestry.events.Notification;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.BatchNotifier;
import dev.attestry.function.Notifier;
import java.io.IOException;
import java.util.List;

/**
 * A topic of Pub/Sub that people and their tools listen to.
 *
 * @param topic {@code projects/P/topics/T}
 */
record PubSubNotifier(Pubsub client, String topic, NotificationFormat format) implements Notifier {

  /** Pub/Sub takes 1,000 messages and 10 MB a request. */
  private static final int AT_ONCE = 500;

  @Override
  public void tell(List<Notification> notifications) throws IOException {
    new BatchNotifier(AT_ONCE, this::publish).tell(notifications);
  }

  private void publish(List<Notification> some) throws IOException {
    PubSubOutbox.publish(client, topic, some.stream().map(format::write).toList());
  }
}
