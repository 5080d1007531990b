package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Requests by service and operation, as AWS bills them. */
final class RequestCount {

  private static final String TARGET = "x-amz-target:";

  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

  /** Of a request's line and headers. */
  void heard(String head) {
    String target =
        head.lines()
            .filter(l -> l.regionMatches(true, 0, TARGET, 0, TARGET.length()))
            .findFirst()
            .orElse("");
    String line = head.lines().findFirst().orElse("");
    counts.merge(target.isEmpty() ? store(line) : called(target), 1, Integer::sum);
  }

  /** What Lambda's mapping asks of a queue for one event: to receive it, and to delete it. */
  void delivered(String function) {
    counts.merge("SQS receive and delete, for " + function, 2, Integer::sum);
  }

  private static String called(String target) {
    String name = target.substring(target.indexOf(':') + 1).strip();
    String operation = name.substring(name.indexOf('.') + 1);
    return (name.startsWith("Trent") ? "KMS " : "SQS ") + operation;
  }

  /** Whether it is of the dearer class: a put, or a list. */
  private static String store(String line) {
    String query = line.contains("?") ? line.substring(line.indexOf('?')) : "";
    if (line.startsWith("PUT ") || line.startsWith("POST ")) {
      return "S3 put";
    }
    return query.contains("list-type") || query.contains("versions") ? "S3 list" : "S3 get";
  }

  void reset() {
    counts.clear();
  }

  ObjectNode json() {
    ObjectNode o = Json.object();
    counts.forEach(o::put);
    return o;
  }
}
