package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import java.util.Optional;

/**
 * One component to check, and how.
 *
 * @param component its name in the flow map
 * @param instance the instance that the component's selector resolved to
 * @param scheme what judges its evidence; from the flow map, never from the attester
 * @param stated what the relying party says about the evidence, which the attester cannot
 * @param url where an agent in the guest answers, if one does
 */
public record Target(
    String component, String instance, Scheme scheme, ObjectNode stated, Optional<String> url) {

  /** One that a provider's interfaces reach. */
  public Target(String component, String instance, Scheme scheme, ObjectNode stated) {
    this(component, instance, scheme, stated, Optional.empty());
  }

  /** How the challenge is put into the evidence's slots. */
  public Recipe recipe() {
    return scheme.recipe();
  }
}
