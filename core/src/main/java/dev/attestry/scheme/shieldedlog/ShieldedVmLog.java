package dev.attestry.scheme.shieldedlog;

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
 * Integrity events of Cloud Logging: what Google found when it compared a boot with the baseline
 * that it had learned. An entry carries no signature and no nonce; it is worth what the way was
 * worth on which it came, and is never more than inconclusive here. Class A1.
 *
 * <p>Evidence: {@code entry}, one LogEntry in JSON.
 *
 * <p>Claims, all {@code unverified}: {@code /event}, {@code /passed}, {@code /differs} (the PCRs),
 * {@code /baseline_relearned} (after which any boot is a good one), {@code /boot_counter}, {@code
 * /instance/…}, {@code /sev_policy/…}, {@code /pcrs/…}.
 */
public final class ShieldedVmLog implements Scheme {

  static final String NAME = "shielded-vm-log";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.shielded-vm-log";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.A1;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("entry");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(CommonCheck.MALFORMED, CommonCheck.KIND, CommonCheck.SIGNATURE, CommonCheck.NONCE),
        ShieldedLogCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new ShieldedLogVerifier(this, input).verify(evidence);
  }
}
