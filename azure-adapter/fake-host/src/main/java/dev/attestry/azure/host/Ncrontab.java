package dev.attestry.azure.host;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;

/**
 * A schedule of a timer: second, minute, hour, day, month, day of week (0 or 7 is Sunday), in
 * numbers. Each is a list of values, ranges, and steps.
 */
final class Ncrontab {

  private static final int[][] BOUNDS = {{0, 59}, {0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};
  private static final long TWO_YEARS_OF_MINUTES = 2L * 366 * 24 * 60;

  private final BitSet[] fields = new BitSet[BOUNDS.length];

  Ncrontab(String text) {
    String[] parts = text.trim().split(" +", -1);
    if (parts.length != BOUNDS.length) {
      throw new IllegalArgumentException("six fields expected: " + text);
    }
    for (int i = 0; i < BOUNDS.length; i++) {
      fields[i] = field(parts[i], BOUNDS[i][0], BOUNDS[i][1]);
    }
  }

  private static BitSet field(String text, int low, int high) {
    BitSet set = new BitSet();
    for (String item : text.split(",", -1)) {
      String[] step = item.split("/", 2);
      String[] range = step[0].split("-", 2);
      boolean any = step[0].equals("*");
      int from = any ? low : Integer.parseInt(range[0]);
      int to = any || (step.length == 2 && range.length == 1) ? high : last(range);
      for (int v = from; v <= to; v += step.length == 2 ? Integer.parseInt(step[1]) : 1) {
        set.set(v);
      }
    }
    return set;
  }

  private static int last(String[] range) {
    return Integer.parseInt(range[range.length - 1]);
  }

  /** The first time after another one. */
  Instant next(Instant after) {
    ZonedDateTime minute =
        after.plusSeconds(1).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    int second = after.plusSeconds(1).atZone(ZoneOffset.UTC).getSecond();
    for (long i = 0; i < TWO_YEARS_OF_MINUTES; i++) {
      int s = fields[0].nextSetBit(i == 0 ? second : 0);
      if (s >= 0 && has(minute)) {
        return minute.plusSeconds(s).toInstant();
      }
      minute = minute.plusMinutes(1);
    }
    throw new IllegalArgumentException("a schedule that never comes");
  }

  private boolean has(ZonedDateTime t) {
    int day = t.get(ChronoField.DAY_OF_WEEK);
    return fields[1].get(t.getMinute())
        && fields[2].get(t.getHour())
        && fields[3].get(t.getDayOfMonth())
        && fields[4].get(t.getMonthValue())
        && (fields[5].get(day) || (day == 7 && fields[5].get(0)));
  }
}
