package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.events.Notification;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.NotTaken;
import dev.attestry.lab.standin.FakeEventGridTopic;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The real client against our fake of a topic. */
final class EventGridNotifierTest {

  private static AzureClients clients(FakeEventGridTopic topic) {
    return AzureClients.of(
        r -> Mono.just(new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
        HttpClient.newBuilder().sslContext(topic.clientTls()));
  }

  @Test
  void aTopicGetsEachNotificationAsTheEventThatOthersGet() throws Exception {
    try (FakeEventGridTopic topic = FakeEventGridTopic.start()) {
      EventGridNotifier n =
          EventGridNotifier.of(
              clients(topic), topic.endpoint().toString(), NotificationFormat.CLOUDEVENTS);
      n.tell(some(250));
      assertThat(topic.events()).hasSize(250);
      assertThat(topic.events().stream().map(e -> e.path("id").asText()).distinct()).hasSize(250);
      JsonNode first = topic.events().get(0);
      assertThat(first.path("type").asText()).isEqualTo("dev.attestry.gap.v1");
      assertThat(first.path("source").asText()).isEqualTo("//log.example");
      assertThat(first.path("data").path("component").asText()).isEqualTo("azure/c0");
    }
  }

  @Test
  void aTopicThatTakesNothingIsAFailure() throws Exception {
    try (FakeEventGridTopic topic = FakeEventGridTopic.start()) {
      String elsewhere = topic.endpoint().toString().replace("/api/", "/other/");
      EventGridNotifier n =
          EventGridNotifier.of(clients(topic), elsewhere, NotificationFormat.CLOUDEVENTS);
      assertThatIOException()
          .isThrownBy(() -> n.tell(some(1)))
          .withMessageContaining("/other/events");
    }
  }

  @Test
  void whatATopicTookBeforeItWasShutIsNotToldAgain() throws Exception {
    try (FakeEventGridTopic topic = FakeEventGridTopic.start()) {
      EventGridNotifier n =
          EventGridNotifier.of(
              clients(topic), topic.endpoint().toString(), NotificationFormat.CLOUDEVENTS);
      topic.shutAfter(1);
      assertThatThrownBy(() -> n.tell(some(250)))
          .asInstanceOf(type(NotTaken.class))
          .extracting(NotTaken::left)
          .isEqualTo(some(250).subList(topic.events().size(), 250));
      assertThat(topic.events()).isNotEmpty();
    }
  }

  @Test
  void aFormatThatNoTopicTakesIsRefusedAtTheStart() throws Exception {
    try (FakeEventGridTopic topic = FakeEventGridTopic.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> EventGridNotifier.of(clients(topic), "https://t", NotificationFormat.OCSF));
    }
  }

  private static List<Notification> some(int count) {
    List<Notification> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          new Notification(
              "log.example",
              "gap:" + i,
              Notification.Type.GAP,
              "azure/c" + i,
              Optional.of("azure"),
              Instant.parse("2026-11-28T12:00:00Z"),
              "A planned check has no answer.",
              List.of("unreachable"),
              Optional.of(1L),
              Optional.of((long) i)));
    }
    return all;
  }
}
