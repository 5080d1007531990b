package dev.attestry.aws.store;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.StoreAlarm;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** What was seen, each kind once a name; the first thousand of them. */
final class Alarms {

  /** A bucket that is wrong everywhere must not fill the memory. */
  private static final int MAX_KEPT = 1_000;

  private final ConcurrentSkipListSet<StoreAlarm> seen =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(StoreAlarm::name).thenComparing(StoreAlarm::kind));

  void raise(StoreAlarm alarm) {
    if (seen.size() < MAX_KEPT) {
      seen.add(alarm);
    }
  }

  /** What the versions of a name show, if they are not as they must be. */
  void versions(ObjectName name, Versions v) {
    if (v.objects() > 1) {
      raise(
          new StoreAlarm(
              StoreAlarm.Kind.SECOND_VERSION,
              name,
              v.objects() + " versions; the oldest, " + v.oldest().orElse("") + ", is read"));
    }
    if (v.markers() > 0) {
      raise(
          new StoreAlarm(
              StoreAlarm.Kind.DELETE_MARKER,
              name,
              v.markers() + " delete markers over " + v.objects() + " versions"));
    }
  }

  List<StoreAlarm> seen() {
    return List.copyOf(seen);
  }
}
