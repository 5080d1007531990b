package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Json;
import dev.attestry.flow.Component;
import dev.attestry.flow.FlowMap;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.TrustAnchors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep goes by. Map, policy, grace windows and anchors must be in force in the log that it
 * writes to.
 *
 * @param stated for each component, what the relying party says about its evidence beyond what the
 *     map says
 */
public record Order(
    FlowMap map,
    Policy policy,
    GraceList graces,
    TrustAnchors anchors,
    Map<String, ObjectNode> stated) {

  private static final String URL = "url";
  private static final List<String> SELECTORS = List.of(Target.ID, "tag", "group");

  public Order {
    stated = Map.copyOf(stated);
  }

  /** How a component is checked; empty where the map names no evidence for it. */
  Optional<Target> target(Component c) {
    return c.scheme()
        .flatMap(Schemes::named)
        .map(
            s ->
                new Target(
                    c.name(),
                    selector(c),
                    c.selector().getOrDefault(selector(c), c.name()),
                    s,
                    stated(c),
                    Optional.ofNullable(c.selector().get(URL))));
  }

  /** What the log says was checked: never where it was reached. */
  private static String selector(Component c) {
    return SELECTORS.stream().filter(c.selector()::containsKey).findFirst().orElse(Target.ID);
  }

  /** What the map in force says comes first: an audit holds us to it. */
  private ObjectNode stated(Component c) {
    ObjectNode all = stated.getOrDefault(c.name(), Json.object()).deepCopy();
    c.stated().forEach(all::put);
    return all;
  }
}
