package dev.attestry.appraisal;

import static dev.attestry.appraisal.Genuine.GOOD;
import static dev.attestry.appraisal.Genuine.OTHER;
import static dev.attestry.appraisal.Genuine.policy;
import static dev.attestry.appraisal.Genuine.snpRules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.attestry.appraisal.PolicyNote.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lint, diff and explain. */
final class PolicyToolsTest {

  private static Policy snp(String rules) {
    return policy("'flow':{'evidence':{'sev-snp':{" + rules + "}}}");
  }

  private static final String FLOORS = ",'tcb.reported.snp':20,'tcb.reported.microcode':200";

  @Test
  void aSoundPolicyHasNoNotes() {
    assertThat(PolicyLint.of(policy("'flow':{'evidence':" + snpRules(GOOD) + "}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'measurement':'GOOD','tcb.reported.snp':20 | ERROR | can never pass",
        "'policy.debug':'any' | ERROR | always true",
        "'measurement':{'any_of':'GOOD','mode':'warn'},'tcb.reported.snp':0 | ERROR | always true",
        "'measurement':'GOOD','policy.debug':'any'FLOORS | WARNING | accepts policy.debug",
        "'measurement':'GOOD','policy.debug':true FLOORS | WARNING | accepts policy.debug",
        "'measurement':'GOOD','policy.smt_allowed':'any'FLOORS | INFO | always true",
        "'measurement':'GOOD','vmpl':{'at_most':0,'mode':'warn'}FLOORS | INFO | only warns",
        "'measurement':'ZERO'FLOORS | WARNING | all zeros"
      })
  void findsWhatIsValidAndStillWrong(String rules, Severity severity, String words) {
    String text =
        rules.replace("GOOD", GOOD).replace("ZERO", "00".repeat(48)).replace("FLOORS", FLOORS);
    assertThat(PolicyLint.of(snp(text)))
        .anyMatch(n -> n.severity() == severity && n.message().contains(words));
  }

  /** The system and the project are anybody's who may start a machine there. */
  @Test
  void saysWhereAContainerMustBeNamed() {
    String system = "'swversion':'260901','instance.project_id':'lab'";
    Policy p = policy("'flow':{'evidence':{'gcp-attestation-jwt':{" + system + "}}}");
    assertThat(PolicyLint.of(p))
        .extracting(PolicyNote::severity, PolicyNote::message)
        .containsExactly(
            tuple(
                Severity.INFO,
                "never passes where swname is CONFIDENTIAL_SPACE: it names no"
                    + " container.image_digest"));
    assertThat(PolicyExplainer.explain(p, Optional.empty(), Optional.empty()))
        .extracting(PolicyExplainer.Line::rule, PolicyExplainer.Line::words)
        .contains(
            tuple("container.image_digest", "must be named, or no CONFIDENTIAL_SPACE passes"));
  }

  @Test
  void anEmptyPolicyIsAnError() {
    assertThat(PolicyLint.of(policy("'flow':{}")))
        .extracting(PolicyNote::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void saysThatNobodyHasReviewedIt() {
    Policy p = policy("'reviewed':false,'flow':{'evidence':" + snpRules(GOOD) + "}");
    assertThat(PolicyLint.of(p)).extracting(PolicyNote::pointer).containsExactly("/reviewed");
  }

  @Test
  void findsSectionsThatNothingReaches() {
    Policy p =
        policy(
            "'flow':{'evidence':"
                + snpRules(GOOD)
                + "},'components':{'aws/intak':{'third_party':true}}");
    assertThat(PolicyLint.of(p, List.of("aws/intake"), List.of()))
        .containsExactly(
            new PolicyNote(
                Severity.WARNING,
                "/components/aws~1intak",
                "unreachable: the flow map knows no such component; did you mean"
                    + " \"aws/intake\"?"));
  }

  @Test
  void findsRulesThatRepeatWhatHoldsAnyway() {
    Policy p =
        policy(
            "'flow':{'evidence':"
                + snpRules(GOOD)
                + "},'classes':{'vm':{'evidence':{'sev-snp':{'tcb.reported.snp':20}}}}");
    assertThat(PolicyLint.of(p))
        .extracting(PolicyNote::pointer)
        .containsExactly("/classes/vm/evidence/sev-snp/tcb.reported.snp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'measurement':'G' | 'measurement':['G','O'] | LOOSENS",
        "'measurement':['G','O'] | 'measurement':'G' | TIGHTENS",
        "'measurement':'G' | 'measurement':'O' | CHANGES",
        "'measurement':'G' | 'measurement':{'any_of':'G','mode':'warn'} | LOOSENS",
        "'measurement':'G' | 'measurement':[{'value':'G','label':'release 1'}] | CHANGES",
        "'vmpl':0 | 'vmpl':1 | LOOSENS",
        "'guest_svn':2 | 'guest_svn':3 | TIGHTENS",
        "'guest_svn':2 | | LOOSENS",
        " | 'guest_svn':2 | TIGHTENS",
        " | 'policy.debug':'any' | LOOSENS",
        " | 'policy.debug':false | CHANGES",
        "'policy.debug':'any' | | TIGHTENS",
        " | 'measurement':'G' | CHANGES"
      })
  void saysWhetherAChangeLoosens(
      @org.jspecify.annotations.Nullable String before,
      @org.jspecify.annotations.Nullable String after,
      PolicyDiff.Effect effect) {
    List<PolicyDiff.Change> changes = PolicyDiff.between(snp(fill(before)), snp(fill(after)));
    assertThat(changes).extracting(PolicyDiff.Change::effect).containsExactly(effect);
    assertThat(changes.get(0).pointer()).startsWith("/flow/evidence/sev-snp/");
  }

  private static String fill(@org.jspecify.annotations.Nullable String rules) {
    return rules == null
        ? ""
        : rules.replace("'G'", "'" + GOOD + "'").replace("'O'", "'" + OTHER + "'");
  }

  @Test
  void comparesTheRestFieldByField() {
    Policy before = policy("'flow':{}");
    Policy after = policy("'flow':{'third_party':true},'classes':{'vm':{'require':['hardware']}}");
    assertThat(PolicyDiff.between(before, after))
        .extracting(PolicyDiff.Change::pointer)
        .containsExactly("/classes/vm/require", "/flow/third_party");
    assertThat(PolicyDiff.between(after, after)).isEmpty();
  }

  @Test
  void saysInWordsWhatItDemands() {
    Policy p =
        policy(
            "'flow':{'third_party':true,'evidence':{'nitro':{'pcrs':{'sha384':{'0':[{'value':'"
                + GOOD
                + "','label':'release 1.4.2'}]}}}}}");
    assertThat(PolicyExplainer.explain(p, Optional.empty(), Optional.empty()))
        .extracting(PolicyExplainer.Line::words)
        .containsExactly(
            "PCR 0 (sha384) must be release 1.4.2",
            "debug mode must be off (the policy does not name it)",
            "evidence must be at most 600 s old",
            "a third party's: never better than a warning");
  }
}
