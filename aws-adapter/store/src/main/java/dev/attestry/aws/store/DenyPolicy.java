package dev.attestry.aws.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of a bucket policy that deny something to everybody, on every object. Only plain
 * forms are understood: one that is missed is reported as missing, never the other way round.
 */
final class DenyPolicy {

  private final List<JsonNode> statements = new ArrayList<>();

  private DenyPolicy() {}

  static Optional<DenyPolicy> parse(String policy, String bucket) {
    try {
      DenyPolicy p = new DenyPolicy();
      JsonNode all = Json.readObject("bucket policy", Bytes.utf8(policy)).path("Statement");
      for (JsonNode s : all.isArray() ? all : List.of(all)) {
        if (s.path("Effect").asText().equals("Deny") && everybody(s) && everything(s, bucket)) {
          p.statements.add(s);
        }
      }
      return Optional.of(p);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  boolean deniesDelete() {
    return statements.stream()
        .anyMatch(s -> names(s, "s3:DeleteObject") && s.path("Condition").isMissingNode());
  }

  boolean deniesUnconditionalPut() {
    return statements.stream()
        .anyMatch(s -> names(s, "s3:PutObject") && onlyWithoutIfNoneMatch(s.path("Condition")));
  }

  private static boolean onlyWithoutIfNoneMatch(JsonNode condition) {
    JsonNode test = condition.path("Null");
    return condition.size() == 1
        && test.size() == 1
        && test.path("s3:if-none-match").asText().equals("true");
  }

  private static boolean everybody(JsonNode statement) {
    JsonNode p = statement.path("Principal");
    return texts(p).contains("*") || texts(p.path("AWS")).contains("*");
  }

  private static boolean everything(JsonNode statement, String bucket) {
    return texts(statement.path("Resource")).stream()
        .anyMatch(r -> r.equals("*") || r.endsWith(":::" + bucket + "/*"));
  }

  private static boolean names(JsonNode statement, String action) {
    return texts(statement.path("Action")).stream()
        .anyMatch(
            a ->
                a.endsWith("*")
                    ? action.startsWith(a.substring(0, a.length() - 1))
                    : a.equals(action));
  }

  private static List<String> texts(JsonNode n) {
    List<String> out = new ArrayList<>();
    if (n.isTextual()) {
      out.add(n.textValue());
    } else if (n.isArray()) {
      n.forEach(x -> out.add(x.asText()));
    }
    return out;
  }
}
