package dev.attestry.scheme.shieldedid;

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
 * The keys of a Shielded VM's vTPM, {@code instances.getShieldedInstanceIdentity} of Compute
 * Engine. Class A1: it says which key belongs to which instance and nothing of what runs there; a
 * quote under the signing key does ({@code tpm2-quote}, the key as {@code ak_public}).
 *
 * <p>Evidence: {@code identity}. Anchors: purpose {@code gce-vtpm}, pinned, or in full as {@code
 * ca}. Collateral: {@code ca_certificates}, intermediates and root from which a path is built; no
 * one is trusted for standing there. Google's intermediates have one name and several keys, so an
 * issuer is found by whose key made the signature. {@code crl}: revocation lists of these CAs.
 *
 * <p>Plain Shielded VMs have public keys only: they are what the API said, and nothing here can
 * show it again, so the answer stays inconclusive.
 *
 * <p>Claims: {@code /instance/…}, {@code /encryption_key/key_sha256}, {@code /signing_key/…},
 * {@code /ecc_p256_encryption_key/…}, {@code /ecc_p256_signing_key/…}, each also with {@code
 * public_key}, its SubjectPublicKeyInfo; {@code /unrevocable}: a certificate names no list, and
 * none of its issuer was given.
 */
public final class ShieldedVmIdentity implements Scheme {

  static final String NAME = "shielded-vm-identity";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.shielded-vm-identity";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.A1;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("identity");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of("ca_certificates", KeyPaths.CRL);
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
            CommonCheck.NONCE),
        ShieldedIdentityCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new ShieldedIdentityVerifier(this, input).verify(evidence);
  }
}
