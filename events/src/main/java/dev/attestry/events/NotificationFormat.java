package dev.attestry.events;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import java.util.Locale;

/** How notifications are written. */
public enum NotificationFormat {
  /** CloudEvents 1.0 in JSON, structured mode. */
  CLOUDEVENTS,
  /** Findings of OCSF 1.5, as a SIEM takes them. */
  OCSF;

  private static final String VERSION = "1";

  /** The one of a name, as settings write it: {@code cloudevents}, {@code ocsf}. */
  public static NotificationFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** One notification as JSON. */
  public Bytes write(Notification n) {
    return Jcs.encode(
        switch (this) {
          case CLOUDEVENTS -> CloudEvents.of(n);
          case OCSF -> Ocsf.of(n, VERSION);
        });
  }
}
