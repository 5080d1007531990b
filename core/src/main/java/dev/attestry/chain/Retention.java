package dev.attestry.chain;

import dev.attestry.bucket.ObjectName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long each object of a log is kept from being deleted, and from whom.
 *
 * @param until for each name the instant until which it is kept; whole seconds are used, rounded
 *     up, since stores have no smaller unit
 */
public record Retention(Mode mode, Function<ObjectName, Instant> until) {

  /**
   * For how many days a shard's first object is kept: its year and six more, two of them leap
   * years.
   */
  public static final int SHARD_DAYS = 7 * 365 + 2;

  private static final Pattern SHARD_YEAR = Pattern.compile("([0-9]{4})/.*");

  /** The two kinds of retention that every provider has; S3's words. */
  public enum Mode {
    /** Nobody can delete, shorten or switch off; Azure and Google call it locked. */
    COMPLIANCE,
    /** Whoever holds a right can, so it is for trials; Azure and Google call it unlocked. */
    GOVERNANCE
  }

  /** What keeps one object. */
  public record Kept(Mode mode, Instant until) {

    /** Whether it is kept at least as asked. */
    public boolean meets(Kept asked) {
      return !until.isBefore(asked.until)
          && (asked.mode == Mode.GOVERNANCE || mode == Mode.COMPLIANCE);
    }

    @Override
    public String toString() {
      return mode + " until " + until;
    }
  }

  /** Until six years after the end of the year that the name begins with. */
  public static Retention ofShards(Mode mode) {
    return new Retention(mode, Retention::sixYearsAfterShard);
  }

  /** The same instant for every object. */
  public static Retention until(Mode mode, Instant instant) {
    return new Retention(mode, name -> instant);
  }

  /** What to ask the store for. */
  public Kept of(ObjectName name) {
    Instant exact = until.apply(name);
    Instant seconds = exact.truncatedTo(ChronoUnit.SECONDS);
    return new Kept(mode, seconds.equals(exact) ? seconds : seconds.plusSeconds(1));
  }

  private static Instant sixYearsAfterShard(ObjectName name) {
    Matcher m = SHARD_YEAR.matcher(name.value());
    if (!m.matches()) {
      throw new IllegalArgumentException("no name of a shard, which begins with a year: " + name);
    }
    return Genesis.retention(Integer.parseInt(m.group(1)));
  }
}
