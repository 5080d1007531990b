package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.api.services.pubsub.Pubsub;
import dev.attestry.codec.Bytes;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.NotTaken;
import dev.attestry.lab.standin.FakePubSub;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our fake answers as Google's emulator does. */
final class FakePublisherTest extends PublisherContract {

  private final FakePubSub fake;

  FakePublisherTest() throws IOException {
    this.fake = FakePubSub.start();
    fake.create(TOPIC);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Override
  Pubsub client() {
    return client(fake.endpoint());
  }

  @Override
  List<Bytes> taken(int count) {
    return fake.take(TOPIC).stream().map(FakePubSub.Message::data).toList();
  }

  @Test
  void whatATopicThatIsDownDidNotTakeIsNotThere() {
    fake.down(true);
    assertThatIOException()
        .isThrownBy(() -> new PubSubOutbox(client(), TOPIC).send(Bytes.utf8("m")));
    fake.down(false);
    assertThat(taken(1)).isEmpty();
  }

  @Test
  void whatATopicThatIsDownDidNotTakeIsLeftToBeToldAgain() {
    PubSubNotifier n = new PubSubNotifier(client(), TOPIC, NotificationFormat.CLOUDEVENTS);
    fake.down(true);
    assertThatThrownBy(() -> n.tell(some(1_001)))
        .asInstanceOf(type(NotTaken.class))
        .extracting(NotTaken::left)
        .isEqualTo(some(1_001));
  }
}
