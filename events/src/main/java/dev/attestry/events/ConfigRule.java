package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.Map;

/** Reads what AWS Config hands to a rule: a changed resource, as a text of JSON inside JSON. */
final class ConfigRule {

  private ConfigRule() {}

  static boolean is(Node o) {
    return o.has("invokingEvent");
  }

  static ProviderEvent read(Node o) throws MalformedInput {
    JsonNode text = o.json().path("invokingEvent");
    if (!text.isTextual()) {
      throw new MalformedInput(Node.STRUCTURE, -1, "\"invokingEvent\": a text of JSON expected");
    }
    Node invoking = Node.parse(Bytes.utf8(text.textValue()));
    if (invoking.text("messageType").filter("ScheduledNotification"::equals).isPresent()) {
      return new EventBuilder(ResourceNames.AWS, "config:schedule", invoking.digest())
          .ignoredIf(true, Ignored.SCHEDULE)
          .build();
    }
    return item(invoking);
  }

  /** An item, or its summary where the item is too large for the message. */
  static ProviderEvent item(Node message) throws MalformedInput {
    Node item =
        message.object(
            message.has("configurationItem") ? "configurationItem" : "configurationItemSummary");
    String type = item.required("resourceType");
    String id = item.required("resourceId");
    String captured = item.required("configurationItemCaptureTime");
    EventBuilder event =
        new EventBuilder(ResourceNames.AWS, "config:" + type, id + "@" + captured)
            .resource(id)
            .resource(item.text("ARN"))
            .time(item.text("configurationItemCaptureTime"))
            // What the agent tells of a machine changes whenever anyone sends it a command.
            .ignoredIf(type.startsWith("AWS::SSM::"), Ignored.UNATTRIBUTED);
    for (Map.Entry<String, JsonNode> tag : item.object("tags").json().properties()) {
      if (tag.getValue().isTextual() && !tag.getValue().textValue().isEmpty()) {
        event.tag(tag.getKey(), Node.plain(tag.getValue()));
      }
    }
    return event.build();
  }
}
