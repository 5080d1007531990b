package dev.attestry.function;

import dev.attestry.bucket.StoreAlarm;
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
 * may have died before it could tell. A topic that takes nothing holds up no commit: what it did
 * not take in a few attempts is given up, which is said and written down.
 */
record Bell(FunctionLog log, Notifier notifier) {

  /** So many at a time: a store that is wrong everywhere would flood a topic. */
  private static final int AT_ONCE = 50;

  /**
   * Says and tells what the bucket shows and never should. If nobody can be told, the work stands
   * and the next run tells.
   */
  void alarms() {
    log.sayAlarms();
    List<StoreAlarm> due = log.untold().stream().limit(AT_ONCE).toList();
    if (due.isEmpty()) {
      return;
    }
    Instant now = log.clock().instant();
    try {
      notifier.tell(due.stream().map(a -> Notifications.of(log.origin(), a, now)).toList());
      log.told(due);
    } catch (IOException e) {
      Console.failed("store", "alarms", e);
    }
  }

  /**
   * Returns once all are told or given up.
   *
   * @throws IOException if what is given up could not be written down: deliver the message again
   */
  void ring(List<Appended> appended) throws IOException {
    ring(appended.stream().map(Appended::at).toList(), List.of());
  }

  /**
   * As above.
   *
   * @param more what else is to be told because of the first of these entries
   */
  void ring(List<Located> standing, List<Notification> more) throws IOException {
    List<Notification> all = new ArrayList<>(more);
    for (Located l : standing) {
      all.addAll(of(l));
    }
    if (all.isEmpty()) {
      return;
    }
    try {
      notifier.tell(all);
    } catch (IOException e) {
      List<Notification> left = e instanceof NotTaken t ? t.left() : all;
      left.forEach(n -> Console.untold(n, e));
      new Untold(log, left).write(standing.get(0).link());
    }
  }

  private List<Notification> of(Located at) throws IOException {
    try {
      return Notifications.of(log.origin(), at);
    } catch (MalformedInput e) {
      throw new IOException("entry " + at.link().index() + " holds no EAR", e);
    }
  }
}
