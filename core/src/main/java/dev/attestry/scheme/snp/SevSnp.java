package dev.attestry.scheme.snp;

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
 * AMD SEV-SNP attestation reports, versions 2 to 5, signed by a VCEK or VLEK under AMD's roots.
 *
 * <p>Evidence: {@code report}, 1184 bytes. Collateral: {@code vcek} or {@code vlek}, {@code ask}
 * (ASK or ASVK), {@code ark}, {@code crl}. The ARK of the collateral counts only if an anchor pins
 * it.
 */
public final class SevSnp implements Scheme {

  private static final Recipe RECIPE = Recipe.of("snp-report-data-v1", Slot.BYTES_64);

  @Override
  public String name() {
    return "sev-snp";
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.sev-snp-report";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H1;
  }

  /** AMD 56860, REPORT_DATA: 64 bytes of the guest's choice. */
  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("report");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of("vcek", "vlek", "ask", "ark", "crl");
  }

  @Override
  public List<Check> checks() {
    return List.of(SnpCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings findings = Findings.of(this, input.profile());
    return new SnpVerifier(input, findings).verify(evidence);
  }
}
