package dev.attestry.appraisal;

import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Verdict;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustVector;
import java.util.List;
import java.util.Optional;

/**
 * What a policy makes of a verification.
 *
 * @param policyId identity of the policy in force: {@code ni:///sha-384;…}
 * @param verdict of the verification; rules were applied only to verified evidence
 * @param evidenceClass who stands behind the evidence, lowered where the policy says so
 * @param expected whether it is a warning that comes only from a ceiling and that the policy
 *     accepts by name: no alert
 * @param isolate whether the policy asks to isolate the component
 * @param grace id of the open grace window that the result rests on
 * @param findings every rule, in the order of the policy's table
 * @param reason the one that matters most, in plain words
 */
public record Appraisal(
    String policyId,
    Verdict verdict,
    EvidenceClass evidenceClass,
    TrustVector vector,
    Tier tier,
    Decision decision,
    boolean expected,
    boolean isolate,
    Optional<String> grace,
    List<RuleFinding> findings,
    String reason) {

  public Appraisal {
    findings = List.copyOf(findings);
  }
}
