package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verification;
import dev.attestry.result.AttestationResult;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.TrustVector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes attestation results of appraisals. */
public final class AppraisalResults {

  /** An entry has no room for more, and people read no more. */
  private static final int MAX_REASON = 240;

  private AppraisalResults() {}

  /**
   * The result for one component. Everything of ours stands in {@code ear_verifier_claims}, so that
   * foreign readers pass over it; no text of the attester is in it.
   */
  public static AttestationResult of(
      String component,
      Verification verification,
      Appraisal appraisal,
      Instant issuedAt,
      VerifierId verifier) {
    return AttestationResult.of(
        Instant.ofEpochSecond(issuedAt.getEpochSecond()),
        verifier,
        Map.of(component, appraisal(verification, appraisal, appraisal.vector())));
  }

  /** As above, with the vector that a flow completed by sourced-data. */
  public static AttesterAppraisal appraisal(
      Verification verification, Appraisal a, TrustVector vector) {
    return new AttesterAppraisal(
        a.tier().worse(vector.tier()),
        vector,
        List.of(a.policyId()),
        List.of(),
        Optional.empty(),
        Claims.NONE,
        Claims.of(o -> verifierClaims(o, verification, a)));
  }

  /** Whether possession of the key that evidence names was shown; none if that was no question. */
  private static Optional<String> keyConfirmation(Verification v) {
    return v.findings().stream()
        .filter(f -> f.check() == CommonCheck.KEY_CONFIRMATION)
        .findFirst()
        .map(
            f ->
                switch (f.outcome()) {
                  case PASSED -> "shown";
                  case SKIPPED, FAILED -> "not-shown";
                  case NOT_APPLICABLE -> "bearer";
                });
  }

  private static String cut(String reason) {
    return reason.codePointCount(0, reason.length()) <= MAX_REASON
        ? reason
        : reason.substring(0, reason.offsetByCodePoints(0, MAX_REASON)) + "…";
  }

  private static void verifierClaims(ObjectNode o, Verification v, Appraisal a) {
    o.put("attestry.scheme", v.scheme());
    v.recipe().ifPresent(r -> o.put("attestry.recipe", r));
    keyConfirmation(v).ifPresent(k -> o.put("attestry.key_confirmation", k));
    o.put("attestry.class", a.evidenceClass().label());
    o.put("attestry.verification", a.verdict().label());
    o.put("attestry.complete", v.complete());
    o.put("attestry.decision", a.decision().label());
    o.put("attestry.expected", a.expected());
    a.grace().ifPresent(g -> o.put("attestry.grace", g));
    o.put("attestry.reason", cut(a.reason()));
    ObjectNode checks = o.putObject("attestry.checks");
    for (Outcome outcome : Outcome.values()) {
      checks.put(
          outcome.label(), v.findings().stream().filter(f -> f.outcome() == outcome).count());
    }
    ArrayNode rules = o.putArray("attestry.rules_not_passed");
    a.findings().stream()
        .filter(f -> f.outcome() != RuleOutcome.PASSED)
        .forEach(f -> rules.addObject().put("rule", f.rule()).put("outcome", f.outcome().label()));
  }
}
