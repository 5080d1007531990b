package dev.attestry.scheme.shieldedvm;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.shieldedid.ShieldedVmIdentity;
import dev.attestry.scheme.tpm.TpmScheme;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Shielded VM of Google: its identity as of {@code shielded-vm-identity} names the signing key of
 * its vTPM; a quote under that key as of {@code tpm2-quote} says what booted, and binds the boot
 * log.
 *
 * <p>Evidence: {@code identity}; {@code attest}, {@code signature}, {@code pcrs}, {@code eventlog},
 * {@code ima_log}; {@code entry} of {@code shielded-vm-log}, if there is one. No other key counts
 * than the identity's, and none is taken from the quote's side. Collateral and anchors: of the
 * identity. Recipe {@code gce-shielded-vm-v1}: the part {@code quote}.
 *
 * <p>Claims: those of {@code tpm2-quote}, {@code /ak/provenance} being {@code
 * shielded-vm-identity}; {@code /instance/…} of the identity's certificates; what the entry says
 * under {@code /unverified/integrity_log}, with {@code failed}, the contrary of its {@code passed}.
 */
public final class GceShieldedVm implements Scheme {

  /** The part that answers the challenge. */
  public static final String QUOTE = "quote";

  static final String NAME = "gce-shielded-vm";
  static final Scheme IDENTITY = new ShieldedVmIdentity();
  static final Scheme TPM = new TpmScheme();
  static final List<String> QUOTED = List.of("attest", "signature", "pcrs", "eventlog", "ima_log");

  private static final Recipe RECIPE =
      Recipe.ofParts(
          "gce-shielded-vm-v1", Map.of(QUOTE, Slot.EXTRA_DATA), "the signing key of the identity");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.gce-shielded-vm";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H3;
  }

  /** Whose key signs the quote, and how the machine booted, is what the API says. */
  @Override
  public boolean providersWord() {
    return true;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of(
        "identity", "attest", "signature", "pcrs", "eventlog", "ima_log", IntegrityLog.ENTRY);
  }

  @Override
  public Set<String> collateralRoles() {
    return new HashSet<>(IDENTITY.collateralRoles());
  }

  /** Its own; those of identity and quote are their schemes'. */
  @Override
  public List<Check> checks() {
    return CommonCheck.with(List.of(CommonCheck.KEY_CONFIRMATION), GceShieldedVmCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new GceShieldedVmVerifier(this, input).verify(evidence);
  }
}
