package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import java.util.Optional;

/**
 * One component to check, and how.
 *
 * @param component its name in the flow map
 * @param instance the instance that the component's selector resolved to
 * @param scheme what judges its evidence; from the flow map, never from the attester
 * @param cappedTo the class that the flow map lowers it to: T1 for a third party's
 * @param stated what the relying party says about the evidence, which the attester cannot
 */
public record Target(
    String component,
    String instance,
    Scheme scheme,
    Optional<EvidenceClass> cappedTo,
    ObjectNode stated) {

  /** How the challenge is put into the evidence. */
  public Recipe recipe() {
    return scheme.recipe();
  }
}
