package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.DocumentReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.crypto.NiUri;
import dev.attestry.result.Tier;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A grace window: for a while, what the old policy accepts is accepted with a warning under the new
 * one. It ends by itself.
 *
 * @param oldPolicy identity of the policy that evidence may still meet
 * @param newPolicy identity of the policy in force
 * @param from first instant of the window
 * @param until first instant after it
 * @param approvers ids of the keys that approved it
 * @param ceiling the best tier of what passes only by this window
 * @param components those it is for; all of them if empty
 */
public record Grace(
    String id,
    String oldPolicy,
    String newPolicy,
    Instant from,
    Instant until,
    List<String> approvers,
    Tier ceiling,
    List<String> components) {

  private static final Set<String> FIELDS =
      Set.of(
          "id", "old_policy", "new_policy", "from", "until", "approvers", "ceiling", "components");

  public Grace {
    approvers = List.copyOf(approvers);
    components = List.copyOf(components);
  }

  /** Reads a grace object. */
  public static Grace of(ObjectNode document) throws InvalidDocument {
    DocumentReader r = DocumentReader.of("grace", document);
    r.expectOnly(FIELDS, "field of a grace window", "docs/policy.md#grace");
    Instant from = time(r, "from");
    Instant until = time(r, "until");
    if (!from.isBefore(until)) {
      r.problem("until", "must be after \"from\"");
    }
    List<String> approvers = r.texts("approvers").orElse(List.of());
    if (approvers.isEmpty()) {
      r.problem("\"approvers\" must name at least one key");
    }
    String ceiling = r.text("ceiling").orElse("warning");
    if (!ceiling.equals("warning")) {
      r.problem("ceiling", "\"warning\" expected: grace is never better");
    }
    Grace g =
        new Grace(
            r.requiredText("id"),
            policy(r, "old_policy"),
            policy(r, "new_policy"),
            from,
            until,
            approvers,
            Tier.WARNING,
            r.texts("components").orElse(List.of()));
    r.done();
    return g;
  }

  /** As JSON, with every default written out. */
  public ObjectNode toJson() {
    ObjectNode o = Json.object();
    o.put("id", id).put("old_policy", oldPolicy).put("new_policy", newPolicy);
    o.put("from", from.toString()).put("until", until.toString());
    approvers.forEach(o.putArray("approvers")::add);
    o.put("ceiling", ceiling.label());
    components.forEach(o.putArray("components")::add);
    return o;
  }

  /** Whether it is open at a time: from its first instant to the last before its end. */
  public boolean isOpen(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  /** Whether it speaks for a component. */
  boolean covers(Optional<String> component) {
    return components.isEmpty() || component.filter(components::contains).isPresent();
  }

  private static Instant time(DocumentReader r, String field) {
    try {
      return Instant.parse(r.requiredText(field));
    } catch (DateTimeParseException e) {
      r.problem(field, "a time in UTC expected: 2026-12-01T00:00:00Z");
      return Instant.EPOCH;
    }
  }

  private static String policy(DocumentReader r, String field) {
    String id = r.requiredText(field);
    if (NiUri.sha384(id).isEmpty()) {
      r.problem(field, "the identity of a policy expected: ni:///sha-384;…");
    }
    return id;
  }
}
