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
import dev.attestry.lab.standin.FakePubSub;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real client against our fake of Pub/Sub. */
final class PubSubNotifierTest {

  private static final String TOPIC = "projects/lab/topics/told";

  private final FakePubSub fake;
  private final Pubsub client;

  PubSubNotifierTest() throws IOException {
    this.fake = FakePubSub.start();
    fake.create(TOPIC);
    this.client =
        new GoogleClients(
                new NetHttpTransport(), Optional.empty(), Map.of("pubsub", fake.endpoint()))
            .with("pubsub", Pubsub.Builder::new)
            .build();
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private static List<Notification> some(int count) {
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

  private List<String> taken(String field) throws Exception {
    List<String> all = new ArrayList<>();
    for (FakePubSub.Message m : fake.take(TOPIC)) {
      all.add(Json.readObject("event", m.data()).path(field).asText());
    }
    return all;
  }

  /** Pub/Sub takes 1,000 messages in one request and not one more. */
  @Test
  void whoSubscribesGetsEachNotificationHoweverManyThereAre() throws Exception {
    new PubSubNotifier(client, TOPIC, NotificationFormat.CLOUDEVENTS).tell(some(1_001));
    assertThat(taken("id")).hasSize(1_001).doesNotHaveDuplicates();
    new PubSubNotifier(client, TOPIC, NotificationFormat.OCSF).tell(some(1));
    assertThat(taken("class_uid")).containsExactly("2003");
    new PubSubNotifier(client, TOPIC, NotificationFormat.OCSF).tell(List.of());
    assertThat(taken("id")).isEmpty();
  }

  @Test
  void aTopicThatDoesNotTakeItIsNamed() {
    PubSubOutbox nowhere = new PubSubOutbox(client, TOPIC + "-not-there");
    assertThatIOException()
        .isThrownBy(() -> nowhere.send(Bytes.utf8("m")))
        .withMessageContaining("told-not-there");
    fake.down(true);
    assertThatIOException().isThrownBy(() -> new PubSubOutbox(client, TOPIC).send(Bytes.utf8("m")));
    fake.down(false);
    assertThat(fake.take(TOPIC)).isEmpty();
  }
}
