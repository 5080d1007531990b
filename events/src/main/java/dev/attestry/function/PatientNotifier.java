package dev.attestry.function;

import dev.attestry.events.Notification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tells again what a topic did not take, a few times: the clients of clouds try again by themselves
 * within seconds, and nobody else would for a sweep's or an audit's notifications.
 *
 * @param random jitter between attempts
 * @param firstWait the second wait is up to twice as long
 */
record PatientNotifier(Notifier topic, RandomGenerator random, Duration firstWait)
    implements Notifier {

  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

  static PatientNotifier of(Notifier topic, RandomGenerator random) {
    return new PatientNotifier(topic, random, FIRST_WAIT);
  }

  @Override
  public void tell(List<Notification> notifications) throws IOException {
    List<Notification> left = notifications;
    for (int n = 0; ; n++) {
      try {
        topic.tell(left);
        return;
      } catch (IOException e) {
        if (n == ATTEMPTS - 1) {
          throw e;
        }
        left = e instanceof NotTaken t ? t.left() : left;
        FunctionLog.sleep(Duration.ofMillis(random.nextLong(firstWait.toMillis() << n)));
      }
    }
  }
}
