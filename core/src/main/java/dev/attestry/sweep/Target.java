package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;

/**
 * One component to check, and how.
 *
 * @param component its name in the flow map
 * @param instance the instance that the component's selector resolved to
 * @param scheme what judges its evidence; from the flow map, never from the attester
 * @param stated what the relying party says about the evidence, which the attester cannot
 */
public record Target(String component, String instance, Scheme scheme, ObjectNode stated) {

  /** How the challenge is put into the evidence's slots. */
  public Recipe recipe() {
    return scheme.recipe();
  }
}
