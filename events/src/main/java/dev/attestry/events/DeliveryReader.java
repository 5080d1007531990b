package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells events by their shape and takes them out of what they came in: a batch of SQS, a
 * notification of SNS, an array of Event Grid, a CloudEvent, a message of Pub/Sub.
 */
final class DeliveryReader {

  /** Event Grid's largest batch; all other providers stay below. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_EVENTS = 1_000;

  /** SQS brings SNS brings the event. */
  private static final int MAX_WRAPPED = 4;

  private final List<ProviderEvent> events = new ArrayList<>();
  private final List<MalformedInput> malformed = new ArrayList<>();

  Delivery read(Bytes message) {
    text(message, 0);
    return new Delivery(events, malformed);
  }

  private void text(Bytes message, int wrapped) {
    try {
      if (message.length() > MAX_BYTES || wrapped > MAX_WRAPPED) {
        throw new MalformedInput(Node.STRUCTURE, 0, "larger or more wrapped than any event");
      }
      value(Json.read(Node.STRUCTURE, message), wrapped);
    } catch (MalformedInput e) {
      malformed.add(e);
    }
  }

  private void value(JsonNode json, int wrapped) throws MalformedInput {
    if (json.isArray()) {
      each(json, wrapped);
    } else {
      object(Node.of(json), wrapped);
    }
  }

  private void each(Iterable<JsonNode> items, int wrapped) throws MalformedInput {
    int n = 0;
    for (JsonNode item : items) {
      if (++n > MAX_EVENTS) {
        throw new MalformedInput(Node.STRUCTURE, -1, "more than " + MAX_EVENTS + " events");
      }
      try {
        object(Node.of(item), wrapped);
      } catch (MalformedInput e) {
        malformed.add(e);
      }
    }
  }

  private void object(Node o, int wrapped) throws MalformedInput {
    if (o.has("Records")) {
      each(o.list("Records"), wrapped);
    } else if (o.has("records")) {
      each(o.list("records"), wrapped);
    } else if (o.has("eventSource") && o.json().path("body").isTextual()) {
      text(Bytes.utf8(o.json().path("body").textValue()), wrapped + 1);
    } else if (o.has("Sns")) {
      object(o.object("Sns"), wrapped);
    } else if (o.has("TopicArn") && o.json().path("Message").isTextual()) {
      text(Bytes.utf8(o.json().path("Message").textValue()), wrapped + 1);
    } else if (o.has("specversion")) {
      cloudEvent(o, wrapped);
    } else if (o.json().path("message").isObject()) {
      pubSub(o.object("message"), wrapped);
    } else {
      events.add(event(o));
    }
  }

  private static ProviderEvent event(Node o) throws MalformedInput {
    if (EventBridge.is(o)) {
      return EventBridge.read(o);
    } else if (ConfigRule.is(o)) {
      return ConfigRule.read(o);
    } else if (CloudTrail.is(o)) {
      return CloudTrail.read(o);
    } else if (GoogleLog.is(o)) {
      return GoogleLog.read(o);
    } else if (EventGrid.is(o)) {
      return EventGrid.read(o, o.required("eventType"), "eventTime");
    } else if (ActivityLog.is(o)) {
      return ActivityLog.read(o);
    }
    throw new MalformedInput(Node.STRUCTURE, 0, "not the shape of any provider's event");
  }

  private void cloudEvent(Node o, int wrapped) throws MalformedInput {
    String type = o.required("type");
    if (type.startsWith("Microsoft.")) {
      events.add(EventGrid.read(o, type, "time"));
    } else if (type.startsWith("google.") && o.has("data")) {
      object(o.object("data"), wrapped);
    } else if (type.startsWith("google.") && o.json().path("data_base64").isTextual()) {
      text(Base64s.decode(Node.STRUCTURE, o.json().path("data_base64").textValue()), wrapped + 1);
    } else {
      events.add(other(type, o));
    }
  }

  /** A logging sink publishes entries as JSON; any other text is somebody else's message. */
  private void pubSub(Node message, int wrapped) throws MalformedInput {
    Bytes data = Base64s.decode(Node.STRUCTURE, message.json().path("data").asText());
    if (data.length() > 0 && (data.u8(0) == '{' || data.u8(0) == '[')) {
      text(data, wrapped + 1);
    } else {
      events.add(other("pubsub:message", message));
    }
  }

  private static ProviderEvent other(String type, Node o) throws MalformedInput {
    return new EventBuilder("other", type, o.digest()).ignoredIf(true, Ignored.OTHER_KIND).build();
  }
}
