package dev.attestry.sweep;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Basis;
import dev.attestry.chain.Content;
import dev.attestry.chain.Draft;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.flow.FlowMap;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Appends outcomes: each with what it means for the flows of its component, computed for the commit
 * that it gets into. An outcome that stands already is not appended again.
 */
public final class Recorder {

  /** What is late comes before what is new: the newest entry of a component is of this round. */
  private static final int BEFORE_ALL = Integer.MIN_VALUE / 2;

  private final Appender appender;
  private final FlowMap map;
  private final Map<String, Integer> ranks;
  private final FlowStates flows = new FlowStates();

  public Recorder(Appender appender, FlowMap map) {
    this.appender = appender;
    this.map = map;
    this.ranks = map.depths();
  }

  /**
   * Appends all of them, in one commit where they fit.
   *
   * @param late outcomes of earlier rounds
   * @return one for each outcome, then one for each late one
   */
  public List<Appended> record(List<Outcome> outcomes, List<Outcome> late) throws IOException {
    List<Draft> drafts = new ArrayList<>();
    outcomes.forEach(o -> drafts.add(draft(o, 0)));
    late.forEach(o -> drafts.add(draft(o, BEFORE_ALL)));
    return appender.append(drafts);
  }

  /** Upstream first. */
  private Draft draft(Outcome o, int from) {
    int rank = from + ranks.getOrDefault(o.id().component(), 0);
    return new Draft(
        o.id(),
        o.since(),
        rank,
        o.content().kind(),
        true,
        (basis, written) -> placed(o, basis, written));
  }

  private Content placed(Outcome o, Basis basis, Instant written) {
    String component = o.id().component();
    return switch (o.content()) {
      case ResultContent r -> r.withFlows(flows.of(map, component, basis, written), r.actions());
      case GapContent g -> g.withFlows(flows.of(map, component, basis, written));
      default -> throw new IllegalArgumentException("neither result nor gap: " + o.id());
    };
  }
}
