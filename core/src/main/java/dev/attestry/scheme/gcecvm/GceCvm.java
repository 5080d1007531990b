package dev.attestry.scheme.gcecvm;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.gceendorsement.GceEndorsement;
import dev.attestry.scheme.snp.SevSnp;
import dev.attestry.scheme.tdx.Tdx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A Confidential VM of Google: a report or quote as of {@code sev-snp} or {@code tdx}, whose launch
 * measurement is among those that Google's endorsement of its firmware names.
 *
 * <p>Evidence: {@code report} or {@code quote}. Collateral: AMD's or Intel's, and {@code
 * endorsement}, from Google's public bucket, with {@code endorsement_crl}. Anchors: of both.
 * Recipes {@code gce-sev-snp-v1}, {@code gce-tdx-v1}.
 *
 * <p>Claims: those of the report or quote; under {@code /endorsement} those of {@code
 * gce-endorsement}.
 */
public final class GceCvm implements Scheme {

  private final Scheme tee;
  private final String measurement;
  private final Recipe recipe;

  private GceCvm(Scheme tee, String measurement) {
    this.tee = tee;
    this.measurement = measurement;
    this.recipe = Recipe.of("gce-" + tee.name() + "-v1", Slot.BYTES_64, "the launch measurement");
  }

  /** On AMD SEV-SNP. */
  public static GceCvm onSnp() {
    return new GceCvm(new SevSnp(), "/measurement");
  }

  /**
   * On Intel TDX.
   *
   * @param kept how many sets of Intel's collateral are kept read and verified
   */
  public static GceCvm onTdx(int kept) {
    return new GceCvm(Tdx.keeping(kept), "/mrtd");
  }

  @Override
  public String name() {
    return "gce-" + tee.name();
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry." + name();
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
    return tee.evidenceRoles();
  }

  @Override
  public Set<String> collateralRoles() {
    Set<String> roles = new HashSet<>(tee.collateralRoles());
    roles.add(Endorsements.ROLE);
    roles.addAll(new GceEndorsement().collateralRoles());
    return roles;
  }

  /** Its own; those of report and endorsement are their schemes'. */
  @Override
  public List<Check> checks() {
    return CommonCheck.with(List.of(), GceCvmCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new Endorsements(this, input).verify(tee, measurement, evidence);
  }
}
