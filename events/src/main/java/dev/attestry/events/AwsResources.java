package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.MalformedInput;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a request of AWS is about. Each API nests it differently ({@code instanceId}, {@code
 * instancesSet.items[].instanceId}, {@code ModifyInstanceMetadataOptionsRequest.InstanceId}), so
 * fields are known by name wherever they stand. One too many means one check too many.
 */
final class AwsResources {

  private static final Set<String> NAMES =
      Set.of(
          "instanceid",
          "instanceids",
          "ec2instanceid",
          "imageid",
          "bucketname",
          "arn",
          "resourcearn",
          "resourceid",
          "resources",
          "entityvalue",
          "autoscalinggroupname");

  private final EventBuilder event;

  AwsResources(EventBuilder event) {
    this.event = event;
  }

  /** Takes in all of a value; {@link dev.attestry.codec.Json} bounds how deep it is. */
  void in(JsonNode value) throws MalformedInput {
    if (value.isObject()) {
      pair(value);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT).replace("-", "");
      if (NAMES.contains(name)) {
        named(field.getValue());
      }
      in(field.getValue());
    }
    if (value.isArray()) {
      for (JsonNode item : value) {
        in(item);
      }
    }
  }

  private void named(JsonNode value) throws MalformedInput {
    if (value.isTextual()) {
      event.resource(Node.plain(value));
    } else if (value.isArray()) {
      for (JsonNode item : value) {
        if (item.isTextual()) {
          event.resource(Node.plain(item));
        }
      }
    }
  }

  /** A tag {@code {key, value}}, or a target of SSM {@code {key: InstanceIds, values}}. */
  private void pair(JsonNode o) throws MalformedInput {
    JsonNode key = o.path("key");
    if (key.isTextual() && o.path("value").isTextual() && !o.path("value").textValue().isEmpty()) {
      event.tag(Node.plain(key), Node.plain(o.path("value")));
    }
    if ("InstanceIds".equals(key.textValue())) {
      named(o.path("values"));
    }
  }
}
