package dev.attestry.aws.store;

import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.Genesis;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long each object is kept from being deleted, and from whom.
 *
 * @param until for each name the instant until which it is kept; whole seconds are used, rounded
 *     up, since S3 has no smaller unit
 */
public record Retention(Mode mode, Function<ObjectName, Instant> until) {

  private static final Pattern SHARD_YEAR = Pattern.compile("([0-9]{4})/.*");

  /** S3's two modes of Object Lock. */
  public enum Mode {
    /** Nobody can delete, shorten or switch off, not even the account's root. */
    COMPLIANCE,
    /** Whoever holds {@code s3:BypassGovernanceRetention} can: for trials. */
    GOVERNANCE
  }

  /** Until six years after the end of the year that the name begins with. */
  public static Retention ofShards(Mode mode) {
    return new Retention(mode, Retention::sixYearsAfterShard);
  }

  /** The same instant for every object. */
  public static Retention until(Mode mode, Instant instant) {
    return new Retention(mode, name -> instant);
  }

  Instant of(ObjectName name) {
    Instant exact = until.apply(name);
    Instant seconds = exact.truncatedTo(ChronoUnit.SECONDS);
    return seconds.equals(exact) ? seconds : seconds.plusSeconds(1);
  }

  private static Instant sixYearsAfterShard(ObjectName name) {
    Matcher m = SHARD_YEAR.matcher(name.value());
    if (!m.matches()) {
      throw new IllegalArgumentException("no name of a shard, which begins with a year: " + name);
    }
    return Genesis.retention(Integer.parseInt(m.group(1)));
  }
}
