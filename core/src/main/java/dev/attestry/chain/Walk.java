package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the head: judges slot after slot to the first absent name (chain §3.1). Looking ahead would
 * be a prefetch at best, since planted names mislead a search.
 */
final class Walk {

  private final Bucket bucket;
  private final Layout layout;
  private final Judge judge;
  private final Home home;
  private final Rules rules;

  /** What the machine had seen when this walk began. */
  private Optional<Seen> before = Optional.empty();

  /** The last name of each folder that was seen and is not known to survive a crash. */
  private final Map<String, ObjectName> unsettled = new LinkedHashMap<>();

  /**
   * @param home what the machine saw before; the log must still hold it
   */
  Walk(Bucket bucket, Layout layout, Judge judge, Home home, Rules rules) {
    this.bucket = bucket;
    this.layout = layout;
    this.judge = judge;
    this.home = home;
    this.rules = rules;
  }

  Judge judge() {
    return judge;
  }

  /** Reads on from a position to the first absent name. */
  void run(Position p, LogVisitor visitor) throws IOException {
    before = seen();
    while (step(p, visitor)) {
      // On to the next slot.
    }
  }

  /** Judges the next slot; false if its name is absent. */
  boolean step(Position p, LogVisitor visitor) throws IOException {
    Optional<ReadOutcome.Found> found = read(p.next());
    return found.isPresent() && take(p, found.get(), visitor);
  }

  /** As above, with what was read ahead of the next slot. */
  boolean step(Position p, ReadAhead.Slot slot, LogVisitor visitor) throws IOException {
    Optional<ReadOutcome.Found> found = found(p.next(), slot.outcome());
    return found.isPresent() && take(p, found.get(), slot.prepared(), visitor);
  }

  /** What stands in a slot; empty if the name is absent. */
  Optional<ReadOutcome.Found> read(long k) throws IOException {
    return found(k, bucket.read(layout.commit(k), 0, Limits.MAX_COMMIT));
  }

  private Optional<ReadOutcome.Found> found(long k, ReadOutcome outcome) throws IOException {
    return switch (outcome) {
      case ReadOutcome.Found f -> Optional.of(f);
      case ReadOutcome.Unreadable u ->
          throw new CouldNotRead("commit " + k + " could not be read: " + u.reason());
      case ReadOutcome.Absent a -> {
        requireNotSeen(k);
        yield Optional.empty();
      }
    };
  }

  /** chain §2, last: a 404 at or below what was seen is "could not read" (a deletion forks). */
  void requireNotSeen(long k) throws IOException {
    Optional<Seen> seen = seen();
    if (seen.isPresent() && k <= seen.get().commit()) {
      throw new CouldNotRead(
          "commit " + k + " is not there, but this machine saw commit " + seen.get().commit());
    }
  }

  /** Judges what was found in the next slot. */
  boolean take(Position p, ReadOutcome.Found found, LogVisitor visitor) throws IOException {
    return take(p, found, Optional.empty(), visitor);
  }

  private boolean take(
      Position p, ReadOutcome.Found found, Optional<Prepared> ready, LogVisitor visitor)
      throws IOException {
    long k = p.next();
    note(k);
    Judgement j = judge.judge(k, found, ready, p.tip());
    requireSame(k, j);
    switch (j) {
      case Judgement.Standing s -> visitor.standing(p.accept(s));
      case Judgement.Skipped v -> {
        p.skip(found);
        visitor.skipped(k, found, v.reason());
      }
      case Judgement.Upgrade u -> throw new UpgradeNeeded(k, u.version());
    }
    return true;
  }

  /** Standing is final: what this machine saw standing must stand here again. */
  private void requireSame(long k, Judgement j) throws CouldNotRead {
    Optional<Seen> seen = before;
    boolean same =
        j instanceof Judgement.Standing s && seen.isPresent()
            ? s.tip().hash().equals(seen.get().hash())
            : j instanceof Judgement.Upgrade;
    if (seen.isPresent() && k == seen.get().commit() && !same) {
      throw new CouldNotRead("commit " + k + " is not the one that this machine saw");
    }
  }

  /** Asked anew each time: another process of this machine may have seen more by now. */
  private Optional<Seen> seen() throws IOException {
    return rules.on(Rule.ABSENT_BELOW_STATE)
        ? home.newest().filter(s -> s.genesis().equals(judge.genesis().hash()))
        : Optional.empty();
  }

  private void note(long k) {
    String name = layout.commit(k).value();
    unsettled.put(name.substring(0, name.lastIndexOf('/')), ObjectName.of(name));
  }

  /**
   * Makes what was seen sure to survive a crash, before anything is acknowledged on the strength of
   * it (chain §3.6). A folder's last name is enough: files are synced before they get a name.
   */
  void settle() throws IOException {
    for (ObjectName name : unsettled.values()) {
      bucket.settle(name);
    }
    unsettled.clear();
  }
}
