package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;
import java.util.List;

/**
 * An attestation that was planned did not come.
 *
 * @param slot the slot of the plan that stays without result
 * @param deadline when the plan wanted it
 * @param reason why, as far as known: {@code unreachable}, {@code timeout}
 * @param plan the plan entry that named the slot
 * @param flows what the gap means for each flow the component is on
 */
public record GapContent(
    String slot, Instant deadline, String reason, Link plan, List<FlowState> flows)
    implements Content {

  public GapContent {
    flows = List.copyOf(flows);
  }

  @Override
  public Kind kind() {
    return Kind.GAP;
  }

  /** The same gap, for the flows as they are now. */
  public GapContent withFlows(List<FlowState> recomputed) {
    return new GapContent(slot, deadline, reason, plan, recomputed);
  }

  static GapContent read(Fields f) throws MalformedInput {
    return new GapContent(
        f.text("slot", Limits.OPERATION),
        f.time("deadline"),
        f.text("reason", Limits.WORD),
        f.nested("plan", Links::read),
        FlowState.readAll(f));
  }

  @Override
  public void write(JcsWriter entry) {
    entry.put("slot", slot).put("deadline", UtcTime.text(deadline)).put("reason", reason);
    Links.write(entry, "plan", plan);
    FlowState.writeAll(flows, entry);
  }
}
