package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy makes of a machine that Intel's early set calls old. */
final class EarlySetPolicyTest {

  private static final Verification AHEAD = judged("UpToDate");
  private static final Verification BEHIND = judged("OutOfDate");

  @Test
  void aPolicyThatNamesNothingOfItWarnsWithTheDate() throws Exception {
    Appraisal a = appraised(BEHIND, learned());
    assertThat(a.tier()).isEqualTo(Tier.WARNING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(a.expected()).isFalse();
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() != RuleOutcome.PASSED)
        .extracting(RuleFinding::rule, RuleFinding::found)
        .containsExactly(tuple("tdx/tcb.early.worse", "on since 2026-11-11T00:00:00Z"));
  }

  @Test
  void aMachineThatIsGoodByBothSetsAffirms() throws Exception {
    assertThat(appraised(AHEAD, learned()).tier()).isEqualTo(Tier.AFFIRMING);
  }

  @Test
  void withoutAnEarlySetThereIsNothingToWarnOf() throws Exception {
    Appraisal a = appraised(DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE)), learned());
    assertThat(a.tier()).isEqualTo(Tier.AFFIRMING);
    assertThat(a.findings()).extracting(RuleFinding::rule).doesNotContain("tdx/tcb.early.worse");
  }

  @Test
  void aPolicyMayRefuseItOrAcceptIt() throws Exception {
    assertThat(appraised(BEHIND, learned("tcb.early.worse", "any")).tier())
        .isEqualTo(Tier.AFFIRMING);
    Appraisal strict = appraised(BEHIND, learned("tcb.early.status", "UpToDate"));
    assertThat(strict.decision()).isEqualTo(Decision.DENY);
    // Whoever names the status asks for an early set: none given is no pass.
    assertThat(
            appraised(
                    DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE)),
                    learned("tcb.early.status", "UpToDate"))
                .decision())
        .isEqualTo(Decision.DENY);
  }

  private static Verification judged(String early) {
    return DcapLab.tdx(
        DcapLab.TD.quote(DcapLab.NONCE),
        DcapLab.input(
            DcapLab.answers("TDX")
                .collateral()
                .plus(EarlySetTest.early("TDX", EarlySetTest.tcbInfo("TDX", early)).early())));
  }

  private static Policy learned(String... more) throws Exception {
    ObjectNode policy =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(AHEAD).orElseThrow()))
            .canonical();
    for (int i = 0; i < more.length; i += 2) {
      ((ObjectNode) policy.at("/flow/evidence/tdx")).put(more[i], more[i + 1]);
    }
    return Policy.of(policy);
  }

  private static Appraisal appraised(Verification v, Policy policy) {
    return Appraiser.appraise(
        v, policy, GraceList.NONE, AppraisalContext.of("td-1", "", DcapLab.NOW, DcapLab.NOW));
  }
}
