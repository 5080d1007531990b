package dev.attestry.scheme.tdx;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.dcap.DcapVerifier;
import dev.attestry.scheme.dcap.KeptCollateral;
import dev.attestry.scheme.dcap.Tee;
import java.util.List;
import java.util.Set;

/**
 * Intel TDX quotes, versions 4 and 5, of TDX 1.0 and 1.5, with the event log {@code ccel} if given.
 *
 * <p>Collateral: {@code tcb_info} and {@code qe_identity} as the PCS answers them, their {@code
 * …_issuer_chain}, {@code pck_crl}, {@code root_ca_crl}; {@code pck_chain} where the quote does not
 * carry it; {@code early_…} of the first four. Claims of the event log stand under {@code /boot},
 * as of {@code tcg-eventlog}. The TCB status is a claim; only a revoked or unsupported TCB is
 * refused here.
 */
public final class Tdx implements Scheme {

  private final KeptCollateral kept;

  private Tdx(KeptCollateral kept) {
    this.kept = kept;
  }

  /** Reads and verifies all collateral each time. */
  public static Tdx keepingNothing() {
    return new Tdx(KeptCollateral.none());
  }

  /** Keeps read and verified collateral, at most this many sets; dates are judged each time. */
  public static Tdx keeping(int sets) {
    return new Tdx(KeptCollateral.atMost(sets));
  }

  private static final Recipe RECIPE = Recipe.of("tdx-report-data-v1", Slot.BYTES_64);

  @Override
  public String name() {
    return "tdx";
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.tdx-quote";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H1;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("quote", "ccel");
  }

  @Override
  public Set<String> collateralRoles() {
    return DcapVerifier.collateralRoles();
  }

  @Override
  public List<Check> checks() {
    return DcapVerifier.checks(Tee.TDX);
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings findings = Findings.of(this, input.profile());
    return new DcapVerifier(Tee.TDX, input, kept, findings).verify(evidence);
  }
}
