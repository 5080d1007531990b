package dev.attestry.evidence;

import java.util.List;
import java.util.Set;

/**
 * The port that every evidence format implements: one room per format, everything in it
 * package-private but the class that implements this.
 *
 * <p>An implementation is stateless and safe for use by several threads. It fetches nothing, reads
 * no clock, and answers every input with a {@link Verification}: malformed evidence is a failed
 * finding, missing input a skipped one. It throws for nothing that bytes can cause.
 */
public interface Scheme {

  /** Short name, as the command line knows it: {@code sev-snp}. */
  String name();

  /** Media type of the evidence; it chooses the scheme. */
  String mediaType();

  /** Who stands behind this kind of evidence. */
  EvidenceClass evidenceClass();

  /**
   * Whether it is a provider's word that nothing signs, or rests on one. A guest that was asked for
   * it could make it up, or show what the provider says of another machine. What nobody measured
   * is, unless its scheme says that it is signed.
   */
  default boolean providersWord() {
    return evidenceClass() == EvidenceClass.A1;
  }

  /** How a challenge is put into the evidence's signed slots. */
  default Recipe recipe() {
    return Recipe.UNANSWERED;
  }

  /** Roles of the evidence's parts, the main one first: {@code attest, signature, pcrs}. */
  List<String> evidenceRoles();

  /** Roles of collateral that it uses: {@code vcek, ask, ark, crl}. */
  Set<String> collateralRoles();

  /** Every check it can make, in the order it makes them. */
  List<Check> checks();

  /** Verifies. */
  Verification verify(Evidence evidence, VerificationInput input);
}
