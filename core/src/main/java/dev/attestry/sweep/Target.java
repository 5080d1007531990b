package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import java.util.Optional;

/**
 * One component to check, and how.
 *
 * @param component its name in the flow map
 * @param selector what the map names the instance by: {@value #ID}, {@code tag} or {@code group}
 * @param instance the selector's value, until it is resolved to an instance
 * @param scheme what judges its evidence; from the flow map, never from the attester
 * @param stated what the relying party says about the evidence, which the attester cannot
 * @param url where an agent in the guest answers, if one does
 */
public record Target(
    String component,
    String selector,
    String instance,
    Scheme scheme,
    ObjectNode stated,
    Optional<String> url) {

  /** The selector that names an instance itself. */
  public static final String ID = "id";

  /** One that the map names itself. */
  public Target(
      String component, String instance, Scheme scheme, ObjectNode stated, Optional<String> url) {
    this(component, ID, instance, scheme, stated, url);
  }

  /** One that a provider's interfaces reach. */
  public Target(String component, String instance, Scheme scheme, ObjectNode stated) {
    this(component, ID, instance, scheme, stated, Optional.empty());
  }

  /** The same, and the instance that its selector resolved to. */
  public Target at(String resolved) {
    return new Target(component, ID, resolved, scheme, stated, url);
  }

  /** How the challenge is put into the evidence's slots. */
  public Recipe recipe() {
    return scheme.recipe();
  }
}
