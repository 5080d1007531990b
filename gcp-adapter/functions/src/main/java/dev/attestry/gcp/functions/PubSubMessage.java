package dev.attestry.gcp.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A message as Pub/Sub hands it to a function: one a call.
 *
 * @param id the same whenever the message is delivered again
 * @param published likewise
 */
record PubSubMessage(String id, Instant published, Bytes data) {

  private static final String STRUCTURE = "Pub/Sub event";
  private static final String TYPE = "google.cloud.pubsub.topic.v1.messagePublished";

  static PubSubMessage of(CloudEvent event) throws MalformedInput {
    if (!TYPE.equals(event.getType())) {
      throw new MalformedInput(STRUCTURE, -1, "an event of another type than " + TYPE);
    }
    JsonNode m = Json.readObject(STRUCTURE, data(event)).path("message");
    if (!m.path("messageId").isTextual() || !m.path("publishTime").isTextual()) {
      throw new MalformedInput(STRUCTURE, -1, "no message with messageId and publishTime");
    }
    try {
      return new PubSubMessage(
          m.path("messageId").textValue(),
          Instant.parse(m.path("publishTime").textValue()),
          Base64s.decode(STRUCTURE, m.path("data").asText("")));
    } catch (DateTimeParseException e) {
      throw new MalformedInput(STRUCTURE, -1, "publishTime: a time in UTC expected");
    }
  }

  /** The body of an event of any type. */
  static Bytes data(CloudEvent event) throws MalformedInput {
    if (event.getData() == null) {
      throw new MalformedInput(STRUCTURE, 0, "an event without data");
    }
    return Bytes.of(event.getData().toBytes());
  }
}
