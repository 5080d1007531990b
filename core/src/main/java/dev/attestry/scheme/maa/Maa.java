package dev.attestry.scheme.maa;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.KeySet;
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
 * Tokens of Microsoft Azure Attestation: a provider's verdict on an SGX enclave, an Open Enclave
 * report, a confidential VM or container, or a TPM. Evidence class P1: what it says is "appraised
 * by" the issuer.
 *
 * <p>Evidence: {@code token}. Anchors: {@code jwks} in full, purpose {@code azure-maa}: the answer
 * of {@code <issuer>/certs}, fetched by whoever configured the issuer, never by what a token says;
 * or {@code issuer}, the one whose set comes as collateral {@code jwks}. Collateral: Intel's, by
 * which the quote in the certificate of the signing key is judged.
 *
 * <p>Stated: {@code expected_issuer}, the provider that is configured. All providers of a region
 * sign with one key, so a good signature does not say whose policy was applied.
 *
 * <p>Claims: all {@code x-ms-…} as they are, and in the same words for every type: {@code
 * /appraised_by}, {@code /attestation_type}, {@code /isolation_tee}, {@code /compliance_status},
 * {@code /policy_hash} (hex), {@code /measurement}, {@code /signer}, {@code /svn}, {@code
 * /debuggable}, {@code /secure_boot}, {@code /vm_id}, {@code /report_data}, {@code /host_data},
 * {@code /tcb/…}, {@code /bearer} (no key in it that its holder could prove to have), {@code
 * /key_mrsigner} (whose enclave the signing key lives in, where its quote was judged), {@code
 * /key_debug} (its quote names a debug enclave: whoever runs it can read the key), {@code
 * /key_out_of_date} (Intel calls its platform out of date).
 */
public final class Maa implements Scheme {

  static final String NAME = "maa-jwt";

  private static final Recipe RECIPE = Recipe.of("maa-nonce-v1", Slot.HEX_64);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.maa-token";
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
    return List.of("token");
  }

  @Override
  public Set<String> collateralRoles() {
    Set<String> roles = new HashSet<>(KeyEnclave.collateralRoles());
    roles.add(KeySet.ROLE);
    return roles;
  }

  @Override
  public List<Check> checks() {
    return Stream.<Check>concat(
            Stream.of(
                CommonCheck.MALFORMED,
                CommonCheck.KIND,
                CommonCheck.NONCE,
                CommonCheck.SIGNATURE,
                CommonCheck.TOKEN_ALGORITHM,
                CommonCheck.TOKEN_KEY,
                CommonCheck.CERTIFICATE_REVOCATION,
                CommonCheck.TOKEN_ISSUER,
                CommonCheck.TOKEN_VALIDITY,
                CommonCheck.KEY_CONFIRMATION),
            Stream.of(MaaCheck.values()))
        .toList();
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new MaaVerifier(this, input).verify(evidence);
  }
}
