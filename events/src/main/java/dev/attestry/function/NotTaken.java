package dev.attestry.function;

import dev.attestry.events.Notification;
import java.io.IOException;
import java.util.List;

/** A topic took some notifications, and these it did not. */
public final class NotTaken extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<Notification> left;

  /**
   * @param left those that are to be told again, at least one
   */
  public NotTaken(List<Notification> left, String message, Exception cause) {
    super(message, cause);
    this.left = List.copyOf(left);
  }

  /** As above, where the topic answered. */
  public NotTaken(List<Notification> left, String message) {
    super(message);
    this.left = List.copyOf(left);
  }

  /** Those that are to be told again. */
  public List<Notification> left() {
    return left;
  }
}
