package dev.attestry.scheme.azurecvm;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.hcl.AzureHcl;
import dev.attestry.scheme.maa.Maa;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An Azure confidential VM with Azure's verdict on it: report and quote as of {@code azure-hcl},
 * and the token of {@code maa-jwt}. Both are verified, each by its own nonce, and must be about one
 * machine: the token's runtime keys hold the HCLAkPub of the hardware report, which signed the
 * quote.
 *
 * <p>Evidence: the parts of {@code azure-hcl}, and {@code token}. Collateral, anchors and what is
 * stated: of both. Recipe {@code azure-cvm-v1}: the parts {@code quote} and {@code token}.
 *
 * <p>Claims: those of {@code azure-hcl}; under {@code /token} those of {@code maa-jwt}.
 */
public final class AzureCvm implements Scheme {

  /** The parts that answer a challenge of their own. */
  public static final String QUOTE = "quote";

  public static final String TOKEN = "token";

  static final Scheme HCL = new AzureHcl();
  static final Scheme MAA = new Maa();

  private static final Recipe RECIPE =
      Recipe.ofParts(
          "azure-cvm-v1", Map.of(QUOTE, Slot.EXTRA_DATA, TOKEN, Slot.HEX_64), "HCLAkPub");

  @Override
  public String name() {
    return "azure-cvm";
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.azure-cvm";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H1V;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return Stream.concat(HCL.evidenceRoles().stream(), MAA.evidenceRoles().stream()).toList();
  }

  @Override
  public Set<String> collateralRoles() {
    Set<String> roles = new HashSet<>(HCL.collateralRoles());
    roles.addAll(MAA.collateralRoles());
    return roles;
  }

  /** Its own; those of report, quote and token are their schemes'. */
  @Override
  public List<Check> checks() {
    return CommonCheck.with(List.of(CommonCheck.KEY_CONFIRMATION), AzureCvmCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new AzureCvmVerifier(this, input).verify(evidence);
  }
}
