package dev.attestry.azure.functions;

import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import com.azure.messaging.eventgrid.EventGridPublisherClientBuilder;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.events.Notification;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.BatchNotifier;
import dev.attestry.function.Notifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A topic of Event Grid whose schema is CloudEvents 1.0. */
record EventGridNotifier(EventGridPublisherClient<CloudEvent> client, String endpoint)
    implements Notifier {

  /** A request may have 1 MiB; a notification has a few hundred bytes. */
  private static final int AT_ONCE = 100;

  /**
   * Tells a topic.
   *
   * @throws IllegalArgumentException if a format is asked for that no topic of Event Grid takes
   */
  static EventGridNotifier of(AzureClients clients, String endpoint, NotificationFormat format) {
    if (format != NotificationFormat.CLOUDEVENTS) {
      throw new IllegalArgumentException(
          "environment: ATTESTRY_TOPIC_FORMAT: Event Grid takes cloudevents only");
    }
    return new EventGridNotifier(
        new EventGridPublisherClientBuilder()
            .endpoint(endpoint)
            .credential(clients.credential())
            .httpClient(clients.network())
            .buildCloudEventPublisherClient(),
        endpoint);
  }

  @Override
  public void tell(List<Notification> notifications) throws IOException {
    new BatchNotifier(AT_ONCE, this::publish).tell(notifications);
  }

  private void publish(List<Notification> some) throws IOException {
    List<CloudEvent> events = new ArrayList<>();
    for (Notification n : some) {
      events.addAll(CloudEvent.fromString(NotificationFormat.CLOUDEVENTS.write(n).utf8()));
    }
    try {
      client.sendEvents(events);
    } catch (RuntimeException e) {
      throw new IOException("the topic " + endpoint + " did not take notifications", e);
    }
  }
}
