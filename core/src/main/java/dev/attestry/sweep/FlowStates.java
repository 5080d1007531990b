package dev.attestry.sweep;

import dev.attestry.chain.Basis;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.Link;
import dev.attestry.chain.Located;
import dev.attestry.flow.Flow;
import dev.attestry.flow.FlowAppraiser;
import dev.attestry.flow.FlowMap;
import dev.attestry.flow.Hop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands upstream of a component when an entry about it is written (design, section 6): made
 * by who appends, and made again from the same entries by who audits. Reads each entry once.
 */
public final class FlowStates {

  private record Read(Link link, Optional<Hop> hop) {}

  private final Map<String, Read> hops = new HashMap<>();

  /**
   * The flows of a component.
   *
   * @param basis the entries before
   * @param written the time that the entry's commit states
   */
  public List<FlowState> of(FlowMap map, String component, Basis basis, Instant written) {
    List<FlowState> states = new ArrayList<>();
    for (Flow flow : map.flowsOf(component)) {
      List<String> sources = map.upstream(flow, component);
      List<FlowState.Upstream> upstream = new ArrayList<>();
      for (String up : sources) {
        basis
            .newest(up)
            .map(Located::link)
            .ifPresent(link -> upstream.add(new FlowState.Upstream(up, link)));
      }
      // A component without upstream has no sources to speak about: AR4SI 0, no claim.
      int sourced =
          sources.isEmpty()
              ? 0
              : FlowAppraiser.at(map, hops(flow, basis), written)
                  .sourcedData(flow, component)
                  .orElse(0);
      states.add(new FlowState(flow.name(), map.id(), sourced, upstream));
    }
    return states;
  }

  private Map<String, Hop> hops(Flow flow, Basis basis) {
    Map<String, Hop> out = new HashMap<>();
    for (String c : flow.components()) {
      basis.newest(c).flatMap(l -> hop(c, l)).ifPresent(h -> out.put(c, h));
    }
    return out;
  }

  private Optional<Hop> hop(String component, Located at) {
    Read known = hops.get(component);
    if (known == null || !known.link().equals(at.link())) {
      known = new Read(at.link(), Hops.of(component, at));
      hops.put(component, known);
    }
    return known.hop();
  }
}
