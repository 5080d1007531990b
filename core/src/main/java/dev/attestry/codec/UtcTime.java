package dev.attestry.codec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Times in the one form that we write, {@link Instant#toString()}: an audit reads three of every
 * entry, and the general parser takes longer than hashing the entry.
 */
public final class UtcTime {

  private static final int SECONDS = 20;

  /** Of the year 9999. */
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  /** The day that was written last, by whatever thread: times mostly come day by day. */
  private static volatile Day newest = Day.of(0);

  private UtcTime() {}

  /**
   * {@code 2026-11-24T23:00:00Z}, as {@link Instant#toString} writes it, in a fourth of the time.
   */
  public static String text(Instant t) {
    long days = Math.floorDiv(t.getEpochSecond(), 86_400);
    if (t.getNano() != 0 || days < 0 || days > LAST_DAY) {
      return t.toString();
    }
    Day day = newest;
    if (day.number != days) {
      day = Day.of(days);
      newest = day;
    }
    int second = (int) (t.getEpochSecond() - days * 86_400);
    byte[] b = day.text.toArray();
    put(b, 11, second / 3600, ':');
    put(b, 14, second / 60 % 60, ':');
    put(b, 17, second % 60, 'Z');
    return new String(b, StandardCharsets.ISO_8859_1);
  }

  /** A day, and its times before the digits of the time are put in. */
  private record Day(long number, Bytes text) {

    static Day of(long number) {
      LocalDate date = LocalDate.ofEpochDay(number);
      byte[] b = new byte[SECONDS];
      put(b, 0, date.getYear() / 100, 0);
      put(b, 2, date.getYear() % 100, '-');
      put(b, 5, date.getMonthValue(), '-');
      put(b, 8, date.getDayOfMonth(), 'T');
      return new Day(number, Bytes.wrap(b));
    }
  }

  /** Two digits, and what follows them unless it is 0. */
  private static void put(byte[] b, int at, int n, int then) {
    b[at] = (byte) ('0' + n / 10);
    b[at + 1] = (byte) ('0' + n % 10);
    if (then != 0) {
      b[at + 2] = (byte) then;
    }
  }

  public static Optional<Instant> parse(String s) {
    return s.length() == SECONDS && s.charAt(0) != '+' && s.charAt(0) != '-'
        ? seconds(s)
        : general(s);
  }

  /** {@code 2026-11-24T23:00:00Z}. */
  private static Optional<Instant> seconds(String s) {
    int year = digits(s, 0, 4, '-');
    int month = digits(s, 5, 2, '-');
    int day = digits(s, 8, 2, 'T');
    int hour = digits(s, 11, 2, ':');
    int minute = digits(s, 14, 2, ':');
    int second = digits(s, 17, 2, 'Z');
    if ((year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return Optional.empty();
    }
    try {
      long midnight = LocalDate.of(year, month, day).toEpochDay() * 86_400;
      return Optional.of(Instant.ofEpochSecond(midnight + hour * 3600L + minute * 60L + second));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** So many digits and what follows them; -1 if they are something else. */
  private static int digits(String s, int from, int count, char then) {
    int n = 0;
    for (int i = from; i < from + count; i++) {
      int d = s.charAt(i) - '0';
      if (d < 0 || d > 9) {
        return -1;
      }
      n = 10 * n + d;
    }
    return s.charAt(from + count) == then ? n : -1;
  }

  private static Optional<Instant> general(String s) {
    try {
      return Optional.of(Instant.parse(s)).filter(t -> t.toString().equals(s));
    } catch (DateTimeException e) {
      return Optional.empty(); // another form of time is as wrong as none
    }
  }
}
