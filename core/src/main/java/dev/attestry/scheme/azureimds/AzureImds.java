package dev.attestry.scheme.azureimds;

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

/**
 * Attested documents of the Azure instance metadata service: which VM of which subscription.
 * Identity only, never measurement. Its nonce has ten digits, which can be searched: in a full
 * verification it counts as none.
 *
 * <p>Evidence: {@code attested}, the service's answer. Collateral: {@code intermediate},
 * certificates above the signer's; {@code crl}, revocation lists of these CAs, one or more in each
 * item. Anchors: roots, purpose {@code azure-imds}.
 *
 * <p>Claims: {@code /vm_id}, {@code /subscription_id}, {@code /sku}, {@code /license_type}, {@code
 * /nonce}, {@code /created_on}, {@code /expires_on}, {@code /weak_signature}, {@code /unrevocable}:
 * a certificate of the path names no list, and none of its issuer was given.
 */
public final class AzureImds implements Scheme {

  static final String NAME = "azure-imds-attested";

  private static final Recipe RECIPE = Recipe.of("narrow-v1", Slot.DIGITS_10);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.azure-imds-attested";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.P1;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("attested");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of(SignerPath.ISSUERS, SignerPath.CRL);
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(
            CommonCheck.MALFORMED,
            CommonCheck.NONCE,
            CommonCheck.SIGNATURE,
            CommonCheck.CERTIFICATE_CHAIN,
            CommonCheck.CERTIFICATE_CONSTRAINTS,
            CommonCheck.CERTIFICATE_VALIDITY,
            CommonCheck.TRUSTED_ROOT,
            CommonCheck.CRL,
            CommonCheck.CERTIFICATE_REVOCATION),
        ImdsCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new ImdsVerifier(this, input).verify(evidence);
  }
}
