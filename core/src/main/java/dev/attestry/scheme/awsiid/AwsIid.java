package dev.attestry.scheme.awsiid;

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
 * Instance identity documents of Amazon EC2: which instance, of which account, in which region.
 * Identity only, never measurement; without a nonce, so that a copy proves nothing about now and a
 * challenge stays open.
 *
 * <p>Evidence: {@code pkcs7}, or {@code document} with {@code signature}. Anchors: the region's
 * {@code certificate} in full, purpose {@code aws-iid}.
 *
 * <p>Claims: {@code /account_id}, {@code /instance_id}, {@code /region}, {@code /image_id}, {@code
 * /instance_type}, {@code /architecture}, {@code /pending_time}, {@code /weak_signature}, {@code
 * /bearer}: always, since it names no key.
 */
public final class AwsIid implements Scheme {

  static final String NAME = "aws-iid";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.aws-instance-identity";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.P1;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("pkcs7", "document", "signature");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(
            CommonCheck.MALFORMED,
            CommonCheck.CERTIFICATE_VALIDITY,
            CommonCheck.CERTIFICATE_REVOCATION,
            CommonCheck.SIGNATURE,
            CommonCheck.NONCE),
        IidCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new IidVerifier(this, input).verify(evidence);
  }
}
