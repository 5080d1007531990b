package dev.attestry.function;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Located;
import dev.attestry.codec.MalformedInput;
import dev.attestry.events.Notification;
import dev.attestry.events.Notifications;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what entries that stand give rise to. Also of those that stood before: whoever wrote them
 * may have died before it could tell.
 */
record Bell(FunctionLog log, Notifier notifier) {

  void ring(List<Appended> appended) throws IOException {
    Instant now = log.clock().instant();
    List<Notification> all = new ArrayList<>();
    for (Appended a : appended) {
      all.addAll(of(a, now));
    }
    if (!all.isEmpty()) {
      notifier.tell(all);
    }
  }

  private List<Notification> of(Appended a, Instant now) throws IOException {
    Located at =
        new Located(
            a.receipt().entry(), a.entry(), a.receipt().commit(), log.settings().cloud(), now);
    try {
      return Notifications.of(a.receipt().origin(), at);
    } catch (MalformedInput e) {
      throw new IOException("entry " + at.link().index() + " holds no EAR", e);
    }
  }
}
