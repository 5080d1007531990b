package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.pubsub.Pubsub;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.events.Notification;
import dev.attestry.events.NotificationFormat;
import dev.attestry.gcp.store.GoogleClients;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The real client against what stands in for Pub/Sub. */
abstract class PublisherContract {

  static final String TOPIC = "projects/lab/topics/told";

  /** A client of a topic that is there, with a subscription. */
  abstract Pubsub client() throws IOException;

  /** So many messages of the topic, if there are. */
  abstract List<Bytes> taken(int count) throws IOException;

  static Pubsub client(URI endpoint) {
    return new GoogleClients(new NetHttpTransport(), Optional.empty(), Map.of("pubsub", endpoint))
        .with("pubsub", Pubsub.Builder::new)
        .build();
  }

  static List<Notification> some(int count) {
    List<Notification> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          new Notification(
              "log.example",
              "gap:" + i,
              Notification.Type.GAP,
              "gcp/c" + i,
              Optional.of("gcp"),
              Instant.parse("2026-11-28T12:00:00Z"),
              "A planned check has no answer.",
              List.of("unreachable"),
              Optional.of(1L),
              Optional.of((long) i)));
    }
    return all;
  }

  private List<String> taken(String field, int count) throws Exception {
    List<String> all = new ArrayList<>();
    for (Bytes b : taken(count)) {
      all.add(Json.readObject("event", b).path(field).asText());
    }
    return all;
  }

  /** Pub/Sub takes 1,000 messages in one request and not one more. */
  @Test
  void whoSubscribesGetsEachNotificationHoweverManyThereAre() throws Exception {
    Pubsub client = client();
    new PubSubNotifier(client, TOPIC, NotificationFormat.CLOUDEVENTS).tell(some(1_001));
    assertThat(taken("id", 1_001)).hasSize(1_001).doesNotHaveDuplicates();
    new PubSubNotifier(client, TOPIC, NotificationFormat.OCSF).tell(some(1));
    assertThat(taken("class_uid", 1)).containsExactly("2003");
    assertThatIOException()
        .isThrownBy(
            () -> PubSubOutbox.publish(client, TOPIC, Collections.nCopies(1_001, Bytes.utf8("m"))))
        .withMessageContaining(TOPIC);
  }

  @Test
  void theLongestMessageArrivesAsItWasSent() throws Exception {
    Pubsub client = client();
    PubSubOutbox queue = new PubSubOutbox(client, TOPIC);
    Bytes longest = Bytes.utf8("é".repeat(queue.maxLength() / 2));
    queue.send(longest);
    assertThat(taken(1)).containsExactly(longest);
    assertThatIOException().isThrownBy(() -> queue.send(Bytes.EMPTY));
  }

  @Test
  void aTopicThatIsNotThereIsNamed() throws Exception {
    PubSubOutbox nowhere = new PubSubOutbox(client(), TOPIC + "-not-there");
    assertThatIOException()
        .isThrownBy(() -> nowhere.send(Bytes.utf8("m")))
        .withMessageContaining("told-not-there");
  }
}
