package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** What a schedule sends. */
final class Schedule {

  private static final String EVENT = "schedule event";

  private Schedule() {}

  /**
   * The time of the round. {@code scheduled} is what our schedule puts into its input ({@code
   * <aws.scheduler.scheduled-time>}), {@code time} what a rule's event has.
   */
  static Instant time(Bytes event) throws MalformedInput {
    ObjectNode o = Json.readObject(EVENT, event);
    try {
      return Instant.parse(o.path("scheduled").asText(o.path("time").asText("")));
    } catch (DateTimeParseException e) {
      throw new MalformedInput(EVENT, -1, "\"scheduled\" or \"time\" expected in UTC");
    }
  }
}
