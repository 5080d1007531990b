package dev.attestry.azure.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** What a timer trigger hands over, and what becomes of a round that fails. */
final class Timer {

  /** By itself a timer calls nobody again before its next round, of an audit a day later. */
  static final int RETRIES = 4;

  static final String DELAY = "00:01:00";

  private static final String STRUCTURE = "timer information";

  private Timer() {}

  /**
   * The time of the round. {@code ScheduleStatus.Next} still holds it while the function runs: the
   * host moves it on afterwards, and hands over the same when it calls again. A schedule that is
   * not monitored has none, and one that lies ahead is of a call by hand: the present second then.
   */
  static Instant scheduled(String timer, Instant now) throws MalformedInput {
    String next =
        Json.readObject(STRUCTURE, Bytes.utf8(timer))
            .path("ScheduleStatus")
            .path("Next")
            .asText("");
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (next.isEmpty()) {
      return second;
    }
    Instant at = time(next);
    return at.isAfter(now.plusSeconds(1)) ? second : at;
  }

  /** With an offset, or in UTC, which the host's clock shows. */
  private static Instant time(String text) throws MalformedInput {
    try {
      return DateTimeFormatter.ISO_DATE_TIME
          .parseBest(text, OffsetDateTime::from, LocalDateTime::from)
          .query(
              t ->
                  t instanceof OffsetDateTime o
                      ? o.toInstant()
                      : LocalDateTime.from(t).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      throw new MalformedInput(STRUCTURE, -1, "\"ScheduleStatus.Next\": a time expected");
    }
  }
}
