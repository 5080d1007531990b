package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
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

  static void writeAll(List<FlowState> flows, ObjectNode entry) {
    ArrayNode all = entry.putArray("flows");
    for (FlowState s : flows) {
      ObjectNode o = all.addObject();
      o.put("flow", s.flow).put("map", s.map).put("sourced", s.sourced);
      ArrayNode up = o.putArray("upstream");
      for (Upstream u : s.upstream) {
        up.addObject()
            .put("component", u.component)
            .put("index", u.entry.index())
            .put("leaf", Base64s.encode(u.entry.leaf()));
      }
    }
  }
}
