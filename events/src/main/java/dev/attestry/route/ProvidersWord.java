package dev.attestry.route;

import dev.attestry.evidence.Scheme;
import java.util.Set;

/**
 * Evidence that is a provider's word, or rests on it, without a signature: a guest that was asked
 * for it could make it up, or show what the provider says of another machine.
 */
final class ProvidersWord {

  /** Of the last the guest gives the quote; whose key that is and how it booted, the provider. */
  private static final Set<String> SCHEMES =
      Set.of("posture", "shielded-vm-identity", "shielded-vm-log", "gce-shielded-vm");

  private ProvidersWord() {}

  /** Whether a guest cannot give evidence of this kind, or not all of it. */
  static boolean isIn(Scheme scheme) {
    return SCHEMES.contains(scheme.name());
  }
}
