package dev.attestry.scheme.posture;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Set;

/**
 * Snapshots of the configuration of one resource, read from its provider's API by a collector of
 * ours: a bucket, a disk, a database, a queue, a gateway, a machine. The provider asserts it,
 * nothing signs it and nobody can show it again: class A1, never better than a warning.
 *
 * <p>Evidence: {@code snapshot}, JSON as docs/formats/posture.schema.json has it. The challenge
 * stands in it as 64 hexadecimal digits, written by the collector: it says which check it was read
 * for, and keeps an old snapshot from being taken for a new one. Against the collector itself it
 * proves nothing.
 *
 * <p>Claims: {@code /provider}, {@code /account}, {@code /region}, {@code /resource/…}, {@code
 * /encryption/…}, {@code /deny_unencrypted}, {@code /network/…} ({@code tls_minimum} as 12 or 13),
 * {@code /retention/…}, {@code /instance/…}, {@code /read_at}. What the snapshot does not say is no
 * claim.
 */
public final class Posture implements Scheme {

  static final String NAME = "posture";

  private static final Recipe RECIPE = Recipe.of("posture-challenge-v1", Slot.HEX_64);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.posture+json";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.A1;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("snapshot");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(CommonCheck.MALFORMED, CommonCheck.SIGNATURE, CommonCheck.NONCE),
        PostureCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new PostureVerifier(this, input).verify(evidence);
  }
}
