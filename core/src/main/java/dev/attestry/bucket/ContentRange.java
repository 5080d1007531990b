package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an object an answer over HTTP holds (RFC 9110 §14.4).
 *
 * @param first offset of its first byte
 * @param size length of the whole object
 */
public record ContentRange(long first, long size) {

  private static final Pattern FORM = Pattern.compile("bytes ([0-9]{1,18})-[0-9]+/([0-9]{1,18})");

  /** The value of a {@code Content-Range} header; empty where there is none, or none of a part. */
  public static Optional<ContentRange> parse(@Nullable String header) {
    Matcher m = FORM.matcher(header == null ? "" : header);
    return m.matches()
        ? Optional.of(new ContentRange(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
        : Optional.empty();
  }

  /**
   * The {@code Range} header that asks for a part; for at least one byte, since none cannot be
   * asked for.
   */
  public static String header(long from, int length) {
    return "bytes=" + from + "-" + (from + Math.max(length, 1) - 1);
  }

  /** What was read: all of what was asked for, as far as the object reaches, or unreadable. */
  public ReadOutcome outcome(long from, int length, Bytes body) {
    if (first != from) {
      return new ReadOutcome.Unreadable("asked from " + from + ", got from " + first);
    }
    int n = (int) Math.max(0, Math.min(length, size - from));
    return body.length() >= n
        ? new ReadOutcome.Found(body.slice(0, n), size)
        : new ReadOutcome.Unreadable("cut short: " + body.length() + " of " + n + " bytes");
  }

  /** What was read where the server said that the object ends before the range (416). */
  public static ReadOutcome past(long from, long size) {
    return size <= from
        ? new ReadOutcome.Found(Bytes.EMPTY, size)
        : new ReadOutcome.Unreadable("a range within the object's " + size + " bytes was refused");
  }
}
