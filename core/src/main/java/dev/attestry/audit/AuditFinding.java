package dev.attestry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that an audit found.
 *
 * @param commit slot in which it is, if it is in one
 * @param entry leaf index of the entry, if it is one
 * @param object the object that is wrong or missing, if it is known
 * @param detail what was expected and what was found
 */
public record AuditFinding(
    AuditCheck check,
    Optional<Long> commit,
    Optional<Long> entry,
    Optional<ObjectName> object,
    String detail) {

  public AuditCheck.Level level() {
    return check.level();
  }

  /** As reports write it. */
  ObjectNode toJson() {
    ObjectNode o = Json.object().put("check", check.id());
    o.put("level", level().name().toLowerCase(Locale.ROOT)).put("detail", detail);
    commit.ifPresent(k -> o.put("commit", k));
    entry.ifPresent(i -> o.put("entry", i));
    object.ifPresent(n -> o.put("object", n.value()));
    return o;
  }

  /** Reads what {@link #toJson} wrote; empty if the check is none that is known here. */
  static Optional<AuditFinding> read(JsonNode o) throws MalformedInput {
    Optional<AuditCheck> check = AuditCheck.ofId(o.path("check").asText());
    if (check.isEmpty()) {
      return Optional.empty();
    }
    Optional<ObjectName> object =
        o.has("object")
            ? Optional.of(ObjectName.parse(o.path("object").asText()))
            : Optional.empty();
    return Optional.of(
        new AuditFinding(
            check.get(),
            number(o, "commit"),
            number(o, "entry"),
            object,
            o.path("detail").asText()));
  }

  private static Optional<Long> number(JsonNode o, String name) {
    return Optional.of(o.path(name)).filter(JsonNode::canConvertToLong).map(JsonNode::longValue);
  }

  /** {@code audit.stray: commit 7, entry 93: …}. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder(check.id()).append(": ");
    commit.ifPresent(k -> s.append("commit ").append(k).append(", "));
    entry.ifPresent(i -> s.append("entry ").append(i).append(", "));
    object.ifPresent(o -> s.append(o).append(", "));
    s.setLength(s.length() - 2);
    return s.append(": ").append(detail).toString();
  }
}
