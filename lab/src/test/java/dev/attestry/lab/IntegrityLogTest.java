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
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An entry of Google's integrity log beside the quote of a Shielded VM: a log verdict, no more. */
final class IntegrityLogTest {

  private static final String ENTRY = "gce-shielded-vm.integrity-entry";
  private static final String INSTANCE = "gce-shielded-vm.integrity-instance";

  private static Bytes entry(ShieldedVm of, List<Integer> differing) {
    return of.log(differing).part("entry").orElseThrow();
  }

  private static LabCase with(Bytes entry) {
    return CompositeLab.shielded().with("entry", entry);
  }

  @Test
  void anEntryOfTheInstanceIsSaidBesideTheQuoteAndProvesNothing() {
    LabCase c = with(entry(CompositeLab.SHIELDED_A, List.of()));
    Verification v = c.verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.evidenceClass()).isEqualTo(EvidenceClass.H3);
    assertThat(c.ids(Outcome.PASSED)).contains(ENTRY, INSTANCE, "evidence.key-confirmation");
    assertThat(v.claims().flag("/unverified/integrity_log/passed")).contains(true);
    assertThat(v.claims().text("/unverified/integrity_log/class")).contains("A1");
    ObjectNode rest = v.claims().toJson();
    rest.remove("unverified");
    assertThat(rest).isEqualTo(CompositeLab.shielded().verify().claims().toJson());
  }

  @Test
  void withoutAnEntryNothingIsMissing() {
    LabCase c = CompositeLab.shielded();
    assertThat(c.ids(Outcome.NOT_APPLICABLE)).contains(ENTRY);
    assertThat(c.verify().claims().at("/unverified")).isEmpty();
  }

  /** The attack: machine B booted well, and its entry is shown for machine A. */
  @Test
  void theEntryOfAnotherInstanceIsRefused() {
    LabCase c = with(entry(CompositeLab.SHIELDED_B, List.of()));
    assertThat(c.failed()).containsExactly(INSTANCE);
    assertThat(c.verify().claims().at("/unverified/integrity_log")).isEmpty();
  }

  /** The attack: the entry names no instance, so that it would fit any. */
  @Test
  void anEntryWithoutAnInstanceIsRefused() {
    String entry = entry(CompositeLab.SHIELDED_A, List.of()).utf8();
    LabCase c = with(Bytes.utf8(entry.replace("instance_id", "instance")));
    assertThat(c.failed()).containsExactly(INSTANCE);
  }

  /** The attack: the verdict is turned, and the registers in it still tell. */
  @Test
  void anEntryThatContradictsItselfOrCannotBeReadIsRefused() {
    String failed = entry(CompositeLab.SHIELDED_A, List.of(4)).utf8();
    String turned =
        failed.replace("\"policyEvaluationPassed\" : false", "\"policyEvaluationPassed\" : true");
    assertThat(turned).isNotEqualTo(failed);
    assertThat(with(Bytes.utf8(turned)).failed()).containsExactly(ENTRY);
    assertThat(with(Bytes.utf8("{}")).failed()).containsExactly(ENTRY);
  }

  @Test
  void aBootThatGoogleFoundToDifferIsAWarning() throws Exception {
    Appraisal a = appraised(with(entry(CompositeLab.SHIELDED_A, List.of(4))), learned());
    assertThat(a.tier()).isEqualTo(Tier.WARNING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() != RuleOutcome.PASSED)
        .extracting(RuleFinding::rule)
        .containsExactly("gce-shielded-vm/integrity_log.failed");
    Policy accepting = learned("integrity_log.failed", "any");
    assertThat(appraised(with(entry(CompositeLab.SHIELDED_A, List.of(4))), accepting).tier())
        .isEqualTo(Tier.AFFIRMING);
  }

  /** The attack: an unsigned entry that says "passed" stands in for what a policy asks for. */
  @Test
  void anEntryThatSaysPassedMakesNothingBetter() throws Exception {
    ObjectNode executables = learned().canonical();
    ObjectNode rules = (ObjectNode) executables.at("/flow/evidence/gce-shielded-vm");
    rules.remove(List.of("boot.secure_boot", "boot.separators", "boot.kernel_command_lines"));
    Policy policy = Policy.of(executables);
    Appraisal a = appraised(with(entry(CompositeLab.SHIELDED_A, List.of())), policy);
    assertThat(a.vector()).isEqualTo(appraised(CompositeLab.shielded(), policy).vector());
    assertThat(a.vector().get(TrustClaim.CONFIGURATION)).isEmpty();
  }

  private static Policy learned(String... more) throws Exception {
    Verification v = CompositeLab.shielded().verify();
    ObjectNode policy =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow())).canonical();
    for (int i = 0; i < more.length; i += 2) {
      ((ObjectNode) policy.at("/flow/evidence/gce-shielded-vm")).put(more[i], more[i + 1]);
    }
    return Policy.of(policy);
  }

  private static Appraisal appraised(LabCase c, Policy policy) {
    return Appraiser.appraise(
        c.verify(),
        policy,
        GraceList.NONE,
        AppraisalContext.of("vm", "", CloudLab.NOW, CloudLab.NOW));
  }
}
