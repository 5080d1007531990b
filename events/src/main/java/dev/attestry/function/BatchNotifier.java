package dev.attestry.function;

import dev.attestry.events.Notification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands a topic as many notifications at once as it takes, and says which are left if one batch
 * fails.
 *
 * @param topic takes one batch
 */
public record BatchNotifier(int atOnce, Notifier topic) implements Notifier {

  @Override
  public void tell(List<Notification> notifications) throws IOException {
    int size = notifications.size();
    for (int i = 0; i < size; i += atOnce) {
      int next = Math.min(size, i + atOnce);
      List<Notification> some = notifications.subList(i, next);
      try {
        topic.tell(some);
      } catch (IOException e) {
        List<Notification> left = new ArrayList<>(e instanceof NotTaken t ? t.left() : some);
        left.addAll(notifications.subList(next, size));
        throw new NotTaken(left, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
