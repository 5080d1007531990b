package dev.attestry.bucket;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** What was seen, each kind once a name; the first thousand of them. Safe for several threads. */
public final class AlarmLog {

  /** A bucket that is wrong everywhere must not fill the memory. */
  private static final int MAX_KEPT = 1_000;

  private final ConcurrentSkipListSet<StoreAlarm> seen =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(StoreAlarm::name).thenComparing(StoreAlarm::kind));

  private void raise(StoreAlarm alarm) {
    if (seen.size() < MAX_KEPT) {
      seen.add(alarm);
    }
  }

  /** What the versions of a name show, if they are not as they must be. */
  public void versions(ObjectName name, VersionListing.Versions v) {
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

  /** An object that was just created is kept otherwise than asked; both in words. */
  public void retention(ObjectName name, String asked, String kept) {
    raise(new StoreAlarm(StoreAlarm.Kind.RETENTION, name, "asked for " + asked + ", kept " + kept));
  }

  /** In the order of names. */
  public List<StoreAlarm> seen() {
    return List.copyOf(seen);
  }
}
