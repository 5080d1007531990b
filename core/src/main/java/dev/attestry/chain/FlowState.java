package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import java.util.List;

/**
 * What a component's entry means for one flow, when it was written (design, section 6).
 *
 * @param flow name of the flow
 * @param map identity of the flow map, {@code ni:///sha-384;…}
 * @param sourced the {@code sourced-data} value: 2, 32 or 96
 * @param upstream the upstream entries it was computed from
 */
public record FlowState(String flow, String map, int sourced, List<Upstream> upstream) {

  /** An upstream component and its newest entry at the commit that this one was built on. */
  public record Upstream(String component, Link entry) {}

  public FlowState {
    upstream = List.copyOf(upstream);
  }

  static FlowState read(Fields f) throws MalformedInput {
    return new FlowState(
        f.text("flow", Limits.COMPONENT),
        f.text("map", Limits.NI),
        (int) f.integer("sourced", -128, 127),
        f.list("upstream", FlowState::upstream));
  }

  private static Upstream upstream(Fields f) throws MalformedInput {
    return new Upstream(f.text("component", Limits.COMPONENT), Links.read(f));
  }

  static List<FlowState> readAll(Fields f) throws MalformedInput {
    return f.list("flows", FlowState::read);
  }

  static void writeAll(List<FlowState> flows, JcsWriter entry) {
    entry.array("flows", flows, FlowState::write);
  }

  private static void write(FlowState s, JcsWriter o) {
    o.put("flow", s.flow).put("map", s.map).put("sourced", s.sourced);
    o.array("upstream", s.upstream, FlowState::write);
  }

  private static void write(Upstream u, JcsWriter o) {
    Links.members(o.put("component", u.component), u.entry);
  }
}
