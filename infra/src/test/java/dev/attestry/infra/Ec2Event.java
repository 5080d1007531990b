package dev.attestry.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.time.Instant;
import java.util.Map;

/** What EventBridge tells of a machine, and whether a rule lets it through. */
final class Ec2Event {

  private Ec2Event() {}

  /** A machine runs, as EC2 says it. */
  static JsonNode running(String instance) {
    ObjectNode e = Json.object().put("version", "0").put("id", "0b7a0e5c-" + instance);
    e.put("detail-type", "EC2 Instance State-change Notification").put("source", "aws.ec2");
    e.put("account", Hook.ACCOUNT).put("region", Hook.REGION).put("time", Instant.now().toString());
    e.putArray("resources")
        .add("arn:aws:ec2:%s:%s:instance/%s".formatted(Hook.REGION, Hook.ACCOUNT, instance));
    e.putObject("detail").put("instance-id", instance).put("state", "running");
    return e;
  }

  /**
   * By the rules of EventBridge, as far as our patterns use them: each name must be there, and have
   * one of the values that are listed.
   */
  static boolean matches(JsonNode pattern, JsonNode event) {
    for (Map.Entry<String, JsonNode> wanted : pattern.properties()) {
      JsonNode has = event.path(wanted.getKey());
      JsonNode values = wanted.getValue();
      boolean met =
          values.isObject()
              ? matches(values, has)
              : values.valueStream().anyMatch(v -> v.equals(has));
      if (!met) {
        return false;
      }
    }
    return true;
  }
}
