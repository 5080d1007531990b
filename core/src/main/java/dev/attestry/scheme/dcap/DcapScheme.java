package dev.attestry.scheme.dcap;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Set;

/**
 * Intel's quotes of one TEE.
 *
 * <p>Collateral: {@code tcb_info} and {@code qe_identity} as the PCS answers them, their {@code
 * …_issuer_chain}, {@code pck_crl}, {@code root_ca_crl}; {@code pck_chain} where the quote does not
 * carry it; {@code early_…} of the first four, as it answers for update=early. The TCB status is a
 * claim; only a revoked or unsupported TCB is refused here.
 */
public final class DcapScheme implements Scheme {

  private final Tee tee;
  private final List<String> evidenceRoles;
  private final KeptCollateral kept;
  private final Recipe recipe;

  private DcapScheme(Tee tee, List<String> evidenceRoles, KeptCollateral kept) {
    this.tee = tee;
    this.evidenceRoles = evidenceRoles;
    this.kept = kept;
    this.recipe = Recipe.of(tee.label() + "-report-data-v1", Slot.BYTES_64);
  }

  /**
   * Quotes of a TEE.
   *
   * @param sets how many sets of collateral are kept read and verified; with 0 all is read and
   *     verified each time. Dates are judged each time in any case.
   */
  public static DcapScheme of(Tee tee, List<String> evidenceRoles, int sets) {
    return new DcapScheme(tee, evidenceRoles, KeptCollateral.atMost(sets));
  }

  /** The same as a part among others: collateral for another TEE leaves it open. */
  public DcapScheme amongOthers() {
    return new DcapScheme(tee, evidenceRoles, kept.amongOthers());
  }

  @Override
  public String name() {
    return tee.label();
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry." + name() + "-quote";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H1;
  }

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public List<String> evidenceRoles() {
    return evidenceRoles;
  }

  @Override
  public Set<String> collateralRoles() {
    return DcapVerifier.collateralRoles();
  }

  @Override
  public List<Check> checks() {
    return DcapVerifier.checks(tee);
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new DcapVerifier(tee, input, kept, Findings.of(this, input.profile())).verify(evidence);
  }
}
