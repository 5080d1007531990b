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
 * @param pace how long it waits
 */
record PatientNotifier(Notifier topic, RandomGenerator random, Pace pace) implements Notifier {

  private static final int ATTEMPTS = 3;

  /**
   * How long it waits.
   *
   * @param first up to this after the first attempt, up to twice after the second
   * @param last after so long in all no attempt begins: the function has a time limit too
   */
  record Pace(Duration first, Duration last) {}

  private static final Pace PACE = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(20));

  static PatientNotifier of(Notifier topic, RandomGenerator random) {
    return new PatientNotifier(topic, random, PACE);
  }

  /**
   * As {@link Notifier#tell}.
   *
   * @throws NotTaken with those that are given up
   */
  @Override
  public void tell(List<Notification> notifications) throws IOException {
    long begin = System.nanoTime();
    List<Notification> left = notifications;
    for (int n = 1; ; n++) {
      try {
        topic.tell(left);
        return;
      } catch (IOException e) {
        left = e instanceof NotTaken t ? t.left() : left;
        Duration wait = Duration.ofMillis(random.nextLong(pace.first.toMillis() * n + 1));
        Duration then = Duration.ofNanos(System.nanoTime() - begin).plus(wait);
        if (n == ATTEMPTS || then.compareTo(pace.last) > 0) {
          throw new NotTaken(left, "in " + n + " attempts: " + e.getMessage(), e);
        }
        FunctionLog.sleep(wait);
      }
    }
  }
}
