package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;
import java.util.List;

/**
 * A grace window: evidence that only the old policy accepts is tolerated for a while. It counts
 * only with the signature of a policy key of the key document in force. A later entry of the same
 * name may only bring its end nearer.
 *
 * @param grace its name
 * @param oldPolicy identity of the policy that still counts
 * @param newPolicy identity of the policy that would refuse
 * @param from first instant
 * @param until first instant after it
 * @param approvers key ids of those who allowed it
 * @param ceiling the highest tier that evidence in grace reaches: 32 (warning)
 * @param components those it is for; all of them if empty
 * @param signature by a policy key, over {@link #statement}, as a line of a signed note
 */
public record GraceContent(
    String grace,
    String oldPolicy,
    String newPolicy,
    Instant from,
    Instant until,
    List<String> approvers,
    int ceiling,
    List<String> components,
    String signature)
    implements Content {

  public GraceContent {
    approvers = List.copyOf(approvers);
    components = List.copyOf(components);
  }

  /** The text that a policy key signs, once for each log; no name in it has a comma. */
  public Bytes statement(String origin) {
    return Bytes.utf8(
        String.join(
            "\n",
            "attestry/grace/v1",
            origin,
            grace,
            oldPolicy,
            newPolicy,
            from.toString(),
            until.toString(),
            String.valueOf(ceiling),
            String.join(",", approvers),
            String.join(",", components),
            ""));
  }

  /** The statement with its signature, as a signed note. */
  Bytes note(String origin) {
    return Bytes.concat(statement(origin), Bytes.utf8("\n" + signature + "\n"));
  }

  /** The same window, signed. */
  public GraceContent signed(String line) {
    return with(until, line);
  }

  /** Whether it is the same window as another entry's, with the same end or a nearer one. */
  public boolean narrows(GraceContent before) {
    return !until.isAfter(before.until) && before.with(until, signature).equals(this);
  }

  private GraceContent with(Instant end, String line) {
    return new GraceContent(
        grace, oldPolicy, newPolicy, from, end, approvers, ceiling, components, line);
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
        (int) f.integer("ceiling", 0, 127),
        f.texts("components", Limits.COMPONENT),
        f.text("signature", PolicyContent.SIGNATURE));
  }

  @Override
  public void write(JcsWriter entry) {
    entry.put("grace", grace).put("old_policy", oldPolicy).put("new_policy", newPolicy);
    entry.put("from", UtcTime.text(from)).put("until", UtcTime.text(until)).put("ceiling", ceiling);
    entry.put("approvers", approvers).put("components", components).put("signature", signature);
  }
}
