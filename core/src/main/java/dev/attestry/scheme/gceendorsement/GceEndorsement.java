package dev.attestry.scheme.gceendorsement;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Set;

/**
 * Launch endorsements of Google Compute Engine ({@code VMLaunchEndorsement}): the measurements that
 * Google's firmware gives under SEV-SNP and TDX. Reference values, class A1: that a machine runs
 * the firmware is said by its own report or quote.
 *
 * <p>Evidence: {@code endorsement}. Anchors: the certificate of the root in full, as {@code root},
 * {@code trusted_root} or {@code ca}, purpose {@code gce-tcb}; the message names only its signer.
 * Collateral: {@code endorsement_crl}, revocation lists of the root; a name of its own, since an
 * endorsement lies beside a report whose maker has lists too.
 *
 * <p>Stated: {@code expected}, with {@code technology} ({@code sev-snp} or {@code tdx}), {@code
 * measurement} in hexadecimal and perhaps {@code vcpus}.
 *
 * <p>Claims: {@code /timestamp}, {@code /cl_spec}, {@code /commit}, {@code /digest}, {@code
 * /sev_snp/…}, {@code /tdx/…}, {@code /endorses} (the measurement that was asked for), {@code
 * /unrevocable}: the signer's certificate names no list, and none of the root was given.
 */
public final class GceEndorsement implements Scheme {

  static final String NAME = "gce-endorsement";

  /** Collateral: revocation lists of the root. */
  static final String CRL = "endorsement_crl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.gce-endorsement";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.A1;
  }

  /** Google signs it. */
  @Override
  public boolean providersWord() {
    return false;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("endorsement");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of(CRL);
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(
            CommonCheck.MALFORMED,
            CommonCheck.CERTIFICATE_MALFORMED,
            CommonCheck.CERTIFICATE_CHAIN,
            CommonCheck.CERTIFICATE_CONSTRAINTS,
            CommonCheck.CERTIFICATE_VALIDITY,
            CommonCheck.TRUSTED_ROOT,
            CommonCheck.CRL,
            CommonCheck.CERTIFICATE_REVOCATION,
            CommonCheck.SIGNATURE,
            CommonCheck.NONCE),
        EndorsementCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new EndorsementVerifier(this, input).verify(evidence);
  }
}
