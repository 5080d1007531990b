package dev.attestry.scheme.hcl;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An Azure confidential VM: the paravisor's hardware report names the key of its vTPM, and a quote
 * by that key says what booted, now.
 *
 * <p>Evidence: {@code hcl_report}; over TDX {@code quote}, the TD quote of the TDREPORT in it; the
 * vTPM's quote as {@code attest}, {@code signature}, {@code pcrs}, {@code eventlog} or as {@code
 * tpm_quote}. Collateral: AMD's or Intel's, as of sev-snp and tdx. The nonce stands in the vTPM
 * quote's extraData; the report is of boot and has none.
 *
 * <p>Claims: {@code /tee}, {@code /measurement} (of the paravisor), {@code /debug}, {@code
 * /tcb_not_up_to_date}, {@code /dubious/…} (as of tdx; false on SNP), {@code /policy/migrate_ma}
 * (as of sev-snp; false on TDX), {@code /pcrs/…}, {@code /vm_id}, {@code /secure_boot}, {@code
 * /user_data}, {@code /vm_configuration}, {@code /vtpm} (as of tpm2-quote), {@code /report} (as of
 * sev-snp or tdx), {@code /ak_sha256} (HCLAkPub).
 */
public final class AzureHcl implements Scheme {

  static final String NAME = "azure-hcl";

  private static final Recipe RECIPE = Recipe.of("azure-hcl-v1", Slot.EXTRA_DATA, "HCLAkPub");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.azure-hcl";
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
    return List.of(
        "hcl_report", "quote", "tpm_quote", "attest", "signature", "pcrs", "eventlog", "ima_log");
  }

  @Override
  public Set<String> collateralRoles() {
    Set<String> roles = new HashSet<>(HclVerifier.SNP.collateralRoles());
    roles.addAll(HclVerifier.TDX.collateralRoles());
    return roles;
  }

  /** Its own; those of report and quotes are their schemes'. */
  @Override
  public List<Check> checks() {
    return Stream.<Check>concat(
            Stream.of(CommonCheck.MALFORMED, CommonCheck.NONCE, CommonCheck.KEY_CONFIRMATION),
            Stream.of(HclCheck.values()))
        .toList();
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new HclVerifier(this, input).verify(evidence);
  }
}
