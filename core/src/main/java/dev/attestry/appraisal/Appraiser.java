package dev.attestry.appraisal;

import dev.attestry.appraisal.Judgement.Judged;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import dev.attestry.result.TrustVector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Appraises verifications under a policy (RFC 9334 section 8.5). Only verified evidence meets
 * rules: refuted evidence is contraindicated, inconclusive evidence is none, whatever the policy
 * says.
 */
public final class Appraiser {

  private Appraiser() {}

  /** The appraisal of a verification under the policy in force and the open grace windows. */
  public static Appraisal appraise(
      Verification verification, Policy policy, GraceList graces, AppraisalContext context) {
    Section section = policy.sectionFor(context.component(), context.componentClass());
    EvidenceClass counted =
        section.thirdParty().orElse(false) ? EvidenceClass.T1 : verification.evidenceClass();
    Optional<VerifiedEvidence> verified = VerifiedEvidence.of(verification);
    Draft draft = new Draft(policy.id(), verification.verdict(), counted, section, context);
    if (verified.isEmpty()) {
      return verification.verdict() == Verdict.REFUTED
          ? draft.refuted(verification)
          : draft.inconclusive(verification);
    }
    Judged judged = Judgement.of(verified.get(), section, context);
    if (judged.tier() == Tier.CONTRAINDICATED) {
      for (GraceList.Open open : graces.open(policy.id(), context.component(), context.time())) {
        Section old = open.old().sectionFor(context.component(), context.componentClass());
        Judged under = Judgement.of(verified.get(), old, context);
        if (under.tier() == Tier.AFFIRMING || under.tier() == Tier.WARNING) {
          return draft.inGrace(judged, under, open.grace());
        }
      }
    }
    return draft.judged(judged);
  }

  /**
   * The appraisal where none could be made: an exception, or no rule says what to do. Never passes.
   */
  public static Appraisal impossible(Policy policy, AppraisalContext context, String reason) {
    Section section = policy.sectionFor(context.component(), context.componentClass());
    Draft draft = new Draft(policy.id(), Verdict.INCONCLUSIVE, EvidenceClass.T1, section, context);
    return draft.of(
        TrustVector.of(TrustClaim.CONFIGURATION, TrustClaim.CONTRAINDICATED), List.of(), reason);
  }

  /** What every appraisal of one call has in common. */
  private record Draft(
      String policyId,
      Verdict verdict,
      EvidenceClass evidenceClass,
      Section section,
      AppraisalContext context) {

    Appraisal refuted(Verification v) {
      TrustVector vector = TrustVector.EMPTY;
      for (TrustClaim claim : Ceilings.claims(v.evidenceClass())) {
        vector = vector.with(claim, TrustClaim.NOT_GENUINE);
      }
      return of(vector, List.of(), v.first(Outcome.FAILED).map(Draft::words).orElse("refuted"));
    }

    Appraisal inconclusive(Verification v) {
      String reason =
          v.first(Outcome.SKIPPED).map(Draft::words).orElse("nothing shows that it is genuine");
      return of(TrustVector.EMPTY, List.of(), reason);
    }

    Appraisal judged(Judged j) {
      boolean expected =
          j.tier() == Tier.WARNING
              && j.onlyCeilings()
              && !j.causes().isEmpty()
              && section.acceptWarnings().orElseThrow().containsAll(j.causes());
      return of(j.vector(), j.findings(), Reason.of(j), expected, Optional.empty());
    }

    Appraisal inGrace(Judged now, Judged old, Grace grace) {
      TrustVector vector = old.vector();
      for (Map.Entry<TrustClaim, Integer> e : now.vector().values().entrySet()) {
        if (Tier.ofValue(e.getValue()) == Tier.CONTRAINDICATED) {
          vector = vector.worsened(e.getKey(), TrustClaim.IN_GRACE);
        }
      }
      String reason = Reason.of(now) + ": grace " + grace.id() + " until " + grace.until();
      return of(vector, now.findings(), reason, false, Optional.of(grace.id()));
    }

    Appraisal of(TrustVector vector, List<RuleFinding> findings, String reason) {
      return of(vector, findings, reason, false, Optional.empty());
    }

    private Appraisal of(
        TrustVector vector,
        List<RuleFinding> findings,
        String reason,
        boolean expected,
        Optional<String> grace) {
      Tier tier = vector.tier();
      return new Appraisal(
          policyId,
          verdict,
          evidenceClass,
          vector,
          tier,
          decision(tier, expected),
          expected,
          tier == Tier.CONTRAINDICATED && section.isolate().orElse(false),
          grace,
          findings,
          reason);
    }

    private Decision decision(Tier tier, boolean expected) {
      return switch (tier) {
        case AFFIRMING -> Decision.ALLOW;
        case WARNING -> expected ? Decision.ALLOW : Decision.ALLOW_WITH_ALERT;
        case CONTRAINDICATED -> Decision.DENY;
        case NONE -> withinNoneAllowed() ? Decision.ALLOW_WITH_ALERT : Decision.DENY;
      };
    }

    /**
     * At most for so long after the last affirming result; the caller forgets it after a bad one.
     */
    private boolean withinNoneAllowed() {
      Duration allowed = section.noneAllowed().orElse(Duration.ZERO);
      return context
          .lastAffirming()
          .filter(last -> !last.isAfter(context.time()))
          .filter(last -> Duration.between(last, context.time()).compareTo(allowed) < 0)
          .isPresent();
    }

    private static String words(Finding f) {
      return f.check().id() + ": " + f.detail();
    }
  }
}
