package dev.attestry.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of IAM by which AWS reads a policy, as far as our policies use them; what they do not
 * use fails. Stand-ins are no help here: one ignores the condition of a refusal, another enforces
 * no bucket policy.
 */
final class Iam {

  private Iam() {}

  /**
   * What somebody asks for.
   *
   * @param principal ARN of the role, not of its session
   * @param context condition keys that the request has
   */
  record Request(String principal, String action, String resource, Map<String, String> context) {

    Request {
      context = Map.copyOf(context);
    }
  }

  /** The Sids of the statements with an effect that a request meets. */
  static List<String> matching(JsonNode policy, String effect, Request request) {
    List<String> sids = new ArrayList<>();
    if (effect.equals("Deny") && rootMayAlways(request)) {
      return sids;
    }
    for (JsonNode s : policy.path("Statement")) {
      if (s.path("Effect").asText().equals(effect) && matches(s, request)) {
        sids.add(s.path("Sid").asText());
      }
    }
    return sids;
  }

  /**
   * So that nobody locks himself out: S3 lets an account's root do this whatever the policy says.
   */
  private static boolean rootMayAlways(Request r) {
    return r.principal().matches("arn:[a-z-]+:iam::[0-9]{12}:root")
        && r.action().matches("s3:(Get|Put|Delete)BucketPolicy");
  }

  private static boolean matches(JsonNode statement, Request r) {
    allow(
        statement,
        List.of("Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"),
        "statement");
    return principal(statement.path("Principal"), r.principal())
        && texts(statement.path("Action")).stream().anyMatch(a -> like(a, r.action(), true))
        && resource(statement, r.resource())
        && conditions(statement.path("Condition"), r);
  }

  /** One of those that are named, or none of those that are named as others. */
  private static boolean resource(JsonNode statement, String asked) {
    if (statement.has("Resource") == statement.has("NotResource")) {
      throw new AssertionError("Resource or NotResource, and not both: " + statement);
    }
    return statement.has("Resource")
        ? anyLike(texts(statement.path("Resource")), asked)
        : !anyLike(texts(statement.path("NotResource")), asked);
  }

  private static boolean principal(JsonNode named, String who) {
    if (named.isMissingNode() || named.asText().equals("*")) {
      return true;
    }
    allow(named, List.of("AWS", "Service"), "principal");
    // The account's root in an Allow hands the question on to the account's own policies.
    return texts(named.path("AWS")).contains(who) || texts(named.path("Service")).contains(who);
  }

  /** All must be met. */
  private static boolean conditions(JsonNode condition, Request r) {
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        String has = r.context().get(key.getKey());
        if (key.getKey().equals("aws:PrincipalArn")) {
          has = r.principal();
        }
        if (!met(operator.getKey(), has, texts(key.getValue()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** A key that the request does not have meets no comparison but the negated ones, and Null. */
  private static boolean met(String operator, @Nullable String has, List<String> values) {
    return switch (operator) {
      case "Null" -> values.contains(Boolean.toString(has == null));
      case "Bool", "StringEquals" -> has != null && values.contains(has);
      case "StringNotEquals" -> has == null || !values.contains(has);
      case "ArnEquals", "ArnLike" -> has != null && anyLike(values, has);
      case "ArnNotEquals" -> has == null || !anyLike(values, has);
      case "DateLessThan" ->
          has != null
              && values.stream().anyMatch(v -> Instant.parse(has).isBefore(Instant.parse(v)));
      case "NumericLessThanEquals" ->
          has != null
              && values.stream()
                  .anyMatch(v -> new BigDecimal(has).compareTo(new BigDecimal(v)) <= 0);
      default -> throw new AssertionError("no rule for the operator " + operator);
    };
  }

  private static boolean anyLike(List<String> patterns, String text) {
    return patterns.stream().anyMatch(p -> like(p, text, false));
  }

  /** {@code *} stands for any characters, {@code ?} for one; actions have no case. */
  private static boolean like(String pattern, String text, boolean anyCase) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    int flags = anyCase ? Pattern.CASE_INSENSITIVE : 0;
    return Pattern.compile(regex.toString(), flags | Pattern.DOTALL).matcher(text).matches();
  }

  private static void allow(JsonNode object, List<String> names, String what) {
    TreeSet<String> other = new TreeSet<>();
    object.fieldNames().forEachRemaining(other::add);
    names.forEach(other::remove);
    if (!other.isEmpty()) {
      throw new AssertionError("no rule for " + other + " in a " + what);
    }
  }

  /** One text, or several. */
  static List<String> texts(JsonNode n) {
    List<String> out = new ArrayList<>();
    if (n.isTextual()) {
      out.add(n.textValue());
    }
    n.forEach(x -> out.add(x.asText()));
    return out;
  }
}
