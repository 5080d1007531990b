package dev.attestry.gcp.functions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.AcknowledgeRequest;
import com.google.api.services.pubsub.model.PullRequest;
import com.google.api.services.pubsub.model.PullResponse;
import com.google.api.services.pubsub.model.ReceivedMessage;
import com.google.api.services.pubsub.model.Subscription;
import com.google.api.services.pubsub.model.Topic;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.PubSubEmulator;
import dev.attestry.lab.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Google's emulator, where it is installed. */
final class EmulatorPublisherTest extends PublisherContract {

  private static final String SUBSCRIPTION = "projects/lab/subscriptions/told";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static @Nullable StandIn emulator;

  @BeforeAll
  static void start() throws IOException {
    Optional<String> missing = PubSubEmulator.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    Files.createDirectories(Path.of("target"));
    StandIn s = PubSubEmulator.start(Files.createTempDirectory(Path.of("target"), "pubsub"));
    emulator = s;
    Pubsub.Projects p = client(s.endpoint()).projects();
    p.topics().create(TOPIC, new Topic()).execute();
    p.subscriptions().create(SUBSCRIPTION, new Subscription().setTopic(TOPIC)).execute();
  }

  @AfterAll
  static void stop() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Override
  Pubsub client() {
    StandIn s = emulator;
    if (s == null) {
      throw new IllegalStateException("not started");
    }
    return client(s.endpoint());
  }

  @Override
  List<Bytes> taken(int count) throws IOException {
    List<Bytes> all = new ArrayList<>();
    Pubsub.Projects.Subscriptions subscriptions = client().projects().subscriptions();
    Instant end = Instant.now().plus(PATIENCE);
    while (all.size() < count && Instant.now().isBefore(end)) {
      PullResponse r =
          subscriptions.pull(SUBSCRIPTION, new PullRequest().setMaxMessages(1_000)).execute();
      List<ReceivedMessage> some =
          r.getReceivedMessages() == null ? List.of() : r.getReceivedMessages();
      some.forEach(m -> all.add(Bytes.of(m.getMessage().decodeData())));
      if (!some.isEmpty()) {
        List<String> ids = some.stream().map(ReceivedMessage::getAckId).toList();
        subscriptions.acknowledge(SUBSCRIPTION, new AcknowledgeRequest().setAckIds(ids)).execute();
      }
    }
    return all;
  }
}
