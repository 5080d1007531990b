package dev.attestry.flow;

import dev.attestry.result.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One flow of data: components that feed each other.
 *
 * @param components in the order in which data passes them, upstream first
 * @param required the tier that the whole flow must reach
 * @param window how old a result may be and still count as fresh
 * @param toleratedAbsence for how long after its last result a component may be silent
 */
public record Flow(
    String name,
    List<String> components,
    Tier required,
    Duration window,
    Map<String, Duration> toleratedAbsence) {

  public Flow {
    components = List.copyOf(components);
    toleratedAbsence = Map.copyOf(toleratedAbsence);
  }

  /** How long this flow tolerates silence of a component, if at all. */
  public Optional<Duration> tolerates(String component) {
    return Optional.ofNullable(toleratedAbsence.get(component));
  }
}
