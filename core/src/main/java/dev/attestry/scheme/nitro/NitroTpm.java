package dev.attestry.scheme.nitro;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Set;

/** Attestation documents of NitroTPM on EC2 instances. */
public final class NitroTpm implements Scheme {

  static final String NAME = "nitrotpm";

  private static final Recipe RECIPE = Recipe.of("nitrotpm-nonce-v1", Slot.BYTES_32);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.nitrotpm-document";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H2;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of(DocumentVerifier.ROLE);
  }

  /** None: certificates come inside the document, and AWS says that no CRL is to be checked. */
  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(DocumentVerifier.SHARED, NitroTpmCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new DocumentVerifier(this, DocumentKind.TPM, NitroTpmCheck::of, input).verify(evidence);
  }
}
