package dev.attestry.function;

import dev.attestry.events.Notification;
import java.io.IOException;
import java.util.List;

/** Tells people and their tools. Told again after a failure; the ids of notifications stay. */
@FunctionalInterface
public interface Notifier {

  /** Tells nobody: who wants to know reads the log. */
  Notifier NOBODY = notifications -> {};

  /**
   * Returns once all are taken.
   *
   * @throws IOException if it is not known whether all were
   */
  void tell(List<Notification> notifications) throws IOException;

  /** Says each in a line of the function's log first, then tells the other. */
  static Notifier aloud(Notifier other) {
    return notifications -> {
      notifications.forEach(Console::told);
      other.tell(notifications);
    };
  }
}
