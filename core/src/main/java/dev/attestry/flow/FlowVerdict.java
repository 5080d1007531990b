package dev.attestry.flow;

import dev.attestry.result.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the results of its components make of a flow, at a time. Computed whenever it is read; what
 * entries stored is history.
 *
 * @param tier of the flow: none if a component is silent and nothing is worse
 * @param expected whether every warning in it is accepted by name
 * @param meets whether it reaches the tier that the map requires, or its warnings are all expected
 * @param weakest the component that holds it back most; empty if none does
 * @param reason in plain words
 * @param fresh components with a result inside the flow's window
 * @param silent components without a result that counts, tolerated or not
 * @param sourcedData the AR4SI value of {@code sourced-data} for each component in this flow
 */
public record FlowVerdict(
    Flow flow,
    Tier tier,
    boolean expected,
    boolean meets,
    Optional<String> weakest,
    String reason,
    int fresh,
    List<String> silent,
    Map<String, Integer> sourcedData) {

  public FlowVerdict {
    silent = List.copyOf(silent);
    sourcedData = Map.copyOf(sourcedData);
  }
}
