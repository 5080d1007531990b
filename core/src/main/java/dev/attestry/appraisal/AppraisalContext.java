package dev.attestry.appraisal;

import java.time.Instant;
import java.util.Optional;

/**
 * What an appraisal must know besides evidence and policy.
 *
 * @param component name in the flow map; empty for evidence of no known component
 * @param componentClass its class in the flow map
 * @param time of the appraisal
 * @param evidenceTime when the evidence was made or received; empty where nobody says
 * @param lastAffirming when the component was last affirming, if no contraindicated result came
 *     since
 */
public record AppraisalContext(
    Optional<String> component,
    Optional<String> componentClass,
    Instant time,
    Optional<Instant> evidenceTime,
    Optional<Instant> lastAffirming) {

  /** Evidence of no known component, at a time. */
  public static AppraisalContext at(Instant time) {
    return new AppraisalContext(
        Optional.empty(), Optional.empty(), time, Optional.empty(), Optional.empty());
  }

  /** Fresh evidence of a component of the flow map. */
  public static AppraisalContext of(
      String component, String componentClass, Instant time, Instant evidenceTime) {
    return new AppraisalContext(
        Optional.of(component),
        Optional.of(componentClass),
        time,
        Optional.of(evidenceTime),
        Optional.empty());
  }

  /** The same, knowing when the component was last affirming. */
  public AppraisalContext withLastAffirming(Instant last) {
    return new AppraisalContext(component, componentClass, time, evidenceTime, Optional.of(last));
  }
}
