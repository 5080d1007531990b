package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.MalformedInput;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one event of Azure Event Grid, in its own schema or as a CloudEvent 1.0. */
final class EventGrid {

  private static final String NOTIFICATIONS = "Microsoft.ResourceNotifications.";

  private EventGrid() {}

  static boolean is(Node o) {
    return o.has("eventType") && o.has("subject") && o.has("eventTime");
  }

  /**
   * @param type its {@code eventType}, or its {@code type}
   * @param time the name of the field with its time
   */
  static ProviderEvent read(Node o, String type, String time) throws MalformedInput {
    Node data = o.objectOrText("data");
    if (type.startsWith("Microsoft.Resources.") && data.has("operationName")) {
      return operation(o, data).time(o.text(time)).build();
    }
    Node info = data.object("resourceInfo");
    EventBuilder event =
        new EventBuilder(
                ResourceNames.AZURE,
                type.toLowerCase(Locale.ROOT),
                o.text("id").orElseGet(o::digest))
            .time(o.text(time))
            .resource(o.text("subject"))
            .resource(info.text("id"))
            .resource(info.object("properties").text("targetResourceId"))
            .ignoredIf(type.startsWith("Microsoft.EventGrid."), Ignored.HANDSHAKE)
            // Written for our run commands too, without who: ResourceWriteSuccess says who.
            .ignoredIf(type.startsWith(NOTIFICATIONS + "Resources."), Ignored.UNATTRIBUTED)
            .ignoredIf(!aboutMachines(type), Ignored.OTHER_KIND);
    for (Map.Entry<String, JsonNode> tag : info.object("tags").json().properties()) {
      if (tag.getValue().isTextual() && !tag.getValue().textValue().isEmpty()) {
        event.tag(tag.getKey(), Node.plain(tag.getValue()));
      }
    }
    return event.build();
  }

  private static boolean aboutMachines(String type) {
    return type.startsWith(NOTIFICATIONS + "HealthResources.")
        || type.startsWith("Microsoft.PolicyInsights.");
  }

  private static EventBuilder operation(Node o, Node data) throws MalformedInput {
    Optional<String> uri = data.text("resourceUri");
    EventBuilder event =
        AzureOperation.of(
                data.required("operationName"),
                data.text("correlationId"),
                o.text("id").orElseGet(o::digest),
                data.text("status"))
            .resource(uri.isPresent() ? uri : o.text("subject"));
    AzureActors.in(data, event);
    return event;
  }
}
