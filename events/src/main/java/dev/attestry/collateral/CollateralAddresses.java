package dev.attestry.collateral;

import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where vendors publish what evidence is judged by: what a function would ask for. */
public final class CollateralAddresses {

  private CollateralAddresses() {}

  /**
   * The addresses, each once. Of a chain of certificates those that its lowest ones name; their
   * issuers may name more.
   *
   * @param given what came with the evidence
   */
  public static List<String> of(Target target, Evidence evidence, Collateral given, Instant now)
      throws MalformedInput {
    Set<String> roles = target.scheme().collateralRoles();
    Set<String> all = new LinkedHashSet<>();
    if (Needs.any(roles)) {
      Claims claims =
          target
              .scheme()
              .verify(
                  evidence, VerificationInput.asGiven(now, Crypto.fastest()).withCollateral(given))
              .claims();
      Needs.of(roles, claims).forEach(n -> all.add(n.wanted().url().toString()));
    }
    for (PathDocuments.Place place : PathDocuments.Place.values()) {
      if (place.in(roles, evidence)) {
        all.addAll(PathDocuments.links(place, evidence));
      }
    }
    KeySets.of(target, evidence).ifPresent(w -> all.add(w.url().toString()));
    return new ArrayList<>(all);
  }
}
