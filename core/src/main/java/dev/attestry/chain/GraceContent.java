package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.util.List;

/**
 * A grace window: evidence that only the old policy accepts is tolerated for a while.
 *
 * @param grace its name
 * @param oldPolicy identity of the policy that still counts
 * @param newPolicy identity of the policy that would refuse
 * @param from first instant
 * @param until last instant; a later entry of the same name may only bring it nearer
 * @param approvers key ids of those who allowed it
 * @param ceiling the highest tier that evidence in grace reaches: 32 (warning)
 */
public record GraceContent(
    String grace,
    String oldPolicy,
    String newPolicy,
    Instant from,
    Instant until,
    List<String> approvers,
    int ceiling)
    implements Content {

  public GraceContent {
    approvers = List.copyOf(approvers);
  }

  @Override
  public Kind kind() {
    return Kind.GRACE;
  }

  static GraceContent read(Fields f) throws MalformedInput {
    return new GraceContent(
        f.text("grace", Limits.WORD),
        f.text("old_policy", Limits.NI),
        f.text("new_policy", Limits.NI),
        f.time("from"),
        f.time("until"),
        f.texts("approvers", Limits.WORD),
        (int) f.integer("ceiling", 0, 127));
  }

  @Override
  public void write(ObjectNode entry) {
    entry.put("grace", grace).put("old_policy", oldPolicy).put("new_policy", newPolicy);
    entry.put("from", from.toString()).put("until", until.toString()).put("ceiling", ceiling);
    ArrayNode all = entry.putArray("approvers");
    approvers.forEach(all::add);
  }
}
