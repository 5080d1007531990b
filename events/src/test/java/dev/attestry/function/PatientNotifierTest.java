package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.attestry.events.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A topic that does not take what it is told, and who tells it again. */
final class PatientNotifierTest {

  private static final PatientNotifier.Pace FAST =
      new PatientNotifier.Pace(Duration.ofMillis(2), Duration.ofSeconds(20));

  private final List<Notification> all = IntStream.range(0, 7).mapToObj(i -> numbered(i)).toList();

  /** What was told, in each attempt. */
  private final List<List<Notification>> attempts = new ArrayList<>();

  private static Notification numbered(int i) {
    return new Notification(
        "log.example",
        "gap:" + i,
        Notification.Type.GAP,
        "aws/c" + i,
        Optional.of("aws"),
        Instant.EPOCH,
        "what",
        List.of(),
        Optional.of(1L),
        Optional.of((long) i));
  }

  private PatientNotifier patient(Notifier topic, PatientNotifier.Pace pace) {
    return new PatientNotifier(
        some -> {
          attempts.add(some);
          topic.tell(some);
        },
        new Random(1),
        pace);
  }

  @Test
  void whatATopicDidNotTakeIsToldAgainAndWhatItTookIsNot() throws Exception {
    List<Notification> two = List.of(all.get(2), all.get(5));
    Notifier topic =
        some -> {
          if (some.size() > two.size()) {
            throw new NotTaken(two, "throttled");
          }
        };
    patient(topic, FAST).tell(all);
    assertThat(attempts).containsExactly(all, two);
  }

  /** A function has a time limit: a topic that never comes back must not use it up. */
  @Test
  void aTopicThatTakesNothingIsGivenUpAfterThreeAttempts() {
    Notifier topic =
        some -> {
          throw new IOException("the topic is down");
        };
    assertThatThrownBy(() -> patient(topic, FAST).tell(all))
        .hasMessage("in 3 attempts: the topic is down")
        .asInstanceOf(type(NotTaken.class))
        .extracting(NotTaken::left)
        .isEqualTo(all);
    assertThat(attempts).hasSize(3);
  }

  @Test
  void aTopicThatAnswersSlowlyIsNotAskedAgainOnceTheTimeForItIsOver() {
    Notifier topic =
        some -> {
          throw new IOException("no answer");
        };
    PatientNotifier.Pace over = new PatientNotifier.Pace(Duration.ZERO, Duration.ZERO);
    assertThatThrownBy(() -> patient(topic, over).tell(all)).isInstanceOf(NotTaken.class);
    assertThat(attempts).hasSize(1);
  }

  @Test
  void whatIsGivenUpIsWhatNoAttemptGotThrough() {
    Notifier topic =
        some -> {
          if (attempts.size() == 1) {
            throw new NotTaken(some.subList(5, 7), "throttled");
          }
          throw new IOException("the topic is down");
        };
    assertThatThrownBy(() -> patient(topic, FAST).tell(all))
        .asInstanceOf(type(NotTaken.class))
        .extracting(NotTaken::left)
        .isEqualTo(all.subList(5, 7));
  }

  @Test
  void ofBatchesThatATopicTakesThoseAfterAFailureAreLeftToo() {
    List<List<Notification>> taken = new ArrayList<>();
    Notifier topic =
        some -> {
          if (taken.size() == 1) {
            throw new NotTaken(some.subList(1, 2), "one was too large");
          }
          taken.add(List.copyOf(some));
        };
    assertThatThrownBy(() -> new BatchNotifier(3, topic).tell(all))
        .asInstanceOf(type(NotTaken.class))
        .extracting(NotTaken::left)
        .isEqualTo(List.of(all.get(4), all.get(6)));
    assertThat(taken).containsExactly(all.subList(0, 3));
  }
}
