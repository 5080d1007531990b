package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of an instance that name no key: copied once, they serve whoever has the copy. */
final class BearerDocumentTest {

  static Stream<LabCase> documents() {
    return Stream.of(
        CloudLab.iid("pkcs7", CloudLab.EC2.evidence()),
        CloudLab.iid("signature", CloudLab.EC2.bareEvidence()),
        CloudLab.imds());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void passesOnlyWhereThePolicySaysThatACopyWillDo(LabCase c) throws Exception {
    Verification v = c.verify();
    ObjectNode policy =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow())).canonical();
    Appraisal refused = appraise(v, policy);
    assertThat(refused.decision()).isEqualTo(Decision.DENY);
    assertThat(failing(refused)).containsExactly(v.scheme() + "/bearer");
    policy.withObject("/flow/evidence/" + v.scheme()).put("bearer", "any");
    Appraisal named = appraise(v, policy);
    assertThat(failing(named)).isEmpty();
    assertThat(named.decision()).isNotEqualTo(Decision.DENY);
  }

  private static Appraisal appraise(Verification v, ObjectNode policy) throws Exception {
    return Appraiser.appraise(
        v,
        Policy.of(policy),
        GraceList.NONE,
        AppraisalContext.of("vm", "", CloudLab.NOW, CloudLab.NOW));
  }

  private static List<String> failing(Appraisal a) {
    return a.findings().stream()
        .filter(f -> f.outcome() == RuleOutcome.FAILED)
        .map(RuleFinding::rule)
        .toList();
  }
}
