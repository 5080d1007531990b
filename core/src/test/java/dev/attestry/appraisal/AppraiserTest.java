package dev.attestry.appraisal;

import static dev.attestry.appraisal.Genuine.GOOD;
import static dev.attestry.appraisal.Genuine.OTHER;
import static dev.attestry.appraisal.Genuine.policy;
import static dev.attestry.appraisal.Genuine.snp;
import static dev.attestry.appraisal.Genuine.snpRules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppraiserTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final AppraisalContext FRESH = AppraisalContext.of("a/vm", "vm", NOW, NOW);

  private static Appraisal appraise(Verification v, Policy p) {
    return Appraiser.appraise(v, p, GraceList.NONE, FRESH);
  }

  private static Policy named(String more) {
    return policy("'flow':{'evidence':" + snpRules(GOOD) + more + "}");
  }

  @Test
  void affirmsEvidenceThatIsAsNamed() {
    Appraisal a = appraise(snp(), named(""));
    assertThat(a.tier()).isEqualTo(Tier.AFFIRMING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW);
    assertThat(a.vector().toJson().toString())
        .isEqualTo("{\"configuration\":2,\"executables\":3,\"hardware\":2,\"runtime-opaque\":2}");
    assertThat(a.reason()).startsWith("launch measurement is 1111");
  }

  @Test
  void aValueThatIsNotNamedDoesNotPass() {
    Appraisal a = appraise(snp(OTHER, false), named(""));
    assertThat(a.tier()).isEqualTo(Tier.CONTRAINDICATED);
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.vector().get(TrustClaim.EXECUTABLES)).hasValue(96);
    assertThat(a.reason())
        .isEqualTo("launch measurement: expected 1111111111111111…, found 2222222222222222…");
  }

  // A policy that forgets a reference value must not let everything pass.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | sev-snp",
        "{'nitro':{'debug':false}} | sev-snp",
        "{'sev-snp':{'tcb.reported.snp':1,'tcb.reported.microcode':1}} | sev-snp/measurement",
        "{'sev-snp':{'measurement':'GOOD','tcb.reported.snp':1}} | sev-snp/tcb.reported.microcode",
        "{'sev-snp':{'vmpl':0}} | sev-snp/measurement"
      })
  void aMissingReferenceValueNeverPasses(String evidence, String rule) {
    Appraisal a =
        appraise(snp(), policy("'flow':{'evidence':" + evidence.replace("GOOD", GOOD) + "}"));
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.findings())
        .anyMatch(f -> f.rule().equals(rule) && f.outcome() == RuleOutcome.UNNAMED);
  }

  @Test
  void debugIsRefusedUnlessNamedAndNeverOpaque() {
    Appraisal refused = appraise(snp(GOOD, true), named(""));
    assertThat(refused.decision()).isEqualTo(Decision.DENY);
    assertThat(refused.reason()).isEqualTo("debug: expected off, found on");
    assertThat(refused.vector().get(TrustClaim.RUNTIME_OPAQUE)).hasValue(96);

    Policy open =
        policy(
            "'flow':{'evidence':" + snpRules(GOOD).replace("}}", ",'policy.debug':'any'}}") + "}");
    Appraisal allowed = appraise(snp(GOOD, true), open);
    assertThat(allowed.decision()).isEqualTo(Decision.ALLOW);
    assertThat(allowed.vector().get(TrustClaim.RUNTIME_OPAQUE)).isEmpty();
  }

  @Test
  void aClaimThatTheEvidenceLacksFails() {
    Verification noFlag =
        Genuine.of(
            "sev-snp",
            EvidenceClass.H1,
            "{'measurement':'" + GOOD + "','tcb':{'reported':{'snp':20,'microcode':200}}}",
            Outcome.PASSED);
    Appraisal a = appraise(noFlag, named(""));
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.reason()).contains("not in the evidence");
  }

  @Test
  void anUnverifiedClaimIsNoClaim() {
    Verification v =
        Genuine.of(
            "sev-snp",
            EvidenceClass.H1,
            "{'unverified':" + Genuine.snpClaims(GOOD, false) + "}",
            Outcome.PASSED);
    assertThat(appraise(v, named("")).decision()).isEqualTo(Decision.DENY);
  }

  @ParameterizedTest
  @CsvSource({"20,200,AFFIRMING", "21,200,CONTRAINDICATED", "20,201,CONTRAINDICATED"})
  void firmwareBelowTheFloorIsRefused(int snp, int microcode, Tier tier) {
    Policy p =
        policy(
            "'flow':{'evidence':{'sev-snp':{'measurement':'"
                + GOOD
                + "','tcb.reported.snp':"
                + snp
                + ",'tcb.reported.microcode':"
                + microcode
                + "}}}");
    assertThat(appraise(snp(), p).tier()).isEqualTo(tier);
  }

  @Test
  void aReferenceValueThatOnlyWarnsWarns() {
    Policy p =
        policy(
            "'flow':{'evidence':{'sev-snp':{'measurement':{'any_of':['"
                + GOOD
                + "'],'mode':'warn'},'tcb.reported.snp':20,'tcb.reported.microcode':200}}}");
    Appraisal a = appraise(snp(OTHER, false), p);
    assertThat(a.tier()).isEqualTo(Tier.WARNING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(a.vector().get(TrustClaim.EXECUTABLES)).hasValue(33);
  }

  @Test
  void refutedEvidenceIsContraindicatedWhateverThePolicySays() {
    Verification v =
        Genuine.of("sev-snp", EvidenceClass.H1, Genuine.snpClaims(GOOD, false), Outcome.FAILED);
    Appraisal a = appraise(v, named(",'decision':{'none_allowed_minutes':60}"));
    assertThat(a.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(a.vector().get(TrustClaim.HARDWARE)).hasValue(99);
    assertThat(a.vector().tier()).isEqualTo(Tier.CONTRAINDICATED);
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.findings()).isEmpty();
  }

  @Test
  void inconclusiveEvidenceIsNoneAndNeverAWarning() {
    Verification v =
        Genuine.of("sev-snp", EvidenceClass.H1, Genuine.snpClaims(GOOD, false), Outcome.SKIPPED);
    Appraisal a = appraise(v, named(""));
    assertThat(a.tier()).isEqualTo(Tier.NONE);
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.reason()).isEqualTo("test.signature: by hand");
  }

  @ParameterizedTest
  @CsvSource({"0,DENY", "299,ALLOW_WITH_ALERT", "300,DENY", "-1,DENY"})
  void silenceIsAllowedForMinutesAfterTheLastAffirming(long secondsAgo, Decision decision) {
    Verification v =
        Genuine.of("sev-snp", EvidenceClass.H1, Genuine.snpClaims(GOOD, false), Outcome.SKIPPED);
    Policy p = named(",'decision':{'none_allowed_minutes':5}");
    AppraisalContext c =
        secondsAgo == 0 ? FRESH : FRESH.withLastAffirming(NOW.minusSeconds(secondsAgo));
    assertThat(Appraiser.appraise(v, p, GraceList.NONE, c).decision()).isEqualTo(decision);
  }

  @Test
  void whatCouldNotBeAppraisedNeverPasses() {
    Appraisal a = Appraiser.impossible(named(""), FRESH, "the flow map is missing");
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.vector().get(TrustClaim.CONFIGURATION)).hasValue(96);
    assertThat(a.reason()).isEqualTo("the flow map is missing");
  }

  // Flow < component class < component.
  @ParameterizedTest
  @CsvSource({
    "GOOD,,,true",
    "OTHER,,,false",
    "OTHER,GOOD,,true",
    "OTHER,OTHER,GOOD,true",
    "GOOD,GOOD,OTHER,false",
    "GOOD,OTHER,,false",
    "GOOD,OTHER,GOOD,true"
  })
  void theNearestSectionSpeaks(String flow, String ofClass, String own, boolean passes) {
    Policy p =
        policy(
            "'flow':{'evidence':"
                + rules(flow)
                + "},'classes':{'vm':{'evidence':"
                + measurement(ofClass)
                + "},'enclave':{'evidence':"
                + measurement("OTHER")
                + "}},'components':{'a/vm':{'evidence':"
                + measurement(own)
                + "},'b/vm':{'evidence':"
                + measurement("OTHER")
                + "}}");
    assertThat(appraise(snp(), p).decision() == Decision.ALLOW).isEqualTo(passes);
  }

  private static String rules(String which) {
    return snpRules(which.equals("GOOD") ? GOOD : OTHER);
  }

  private static String measurement(@org.jspecify.annotations.Nullable String which) {
    return which == null
        ? "{}"
        : "{'sev-snp':{'measurement':'" + (which.equals("GOOD") ? GOOD : OTHER) + "'}}";
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,AFFIRMING",
    "600,0,AFFIRMING",
    "601,0,NONE",
    "601,60,WARNING",
    "660,60,WARNING",
    "661,60,NONE",
    "-60,0,AFFIRMING",
    "-61,0,NONE"
  })
  void staleEvidenceSaysLessAndThenNothing(long age, long tolerated, Tier tier) {
    Policy p = named(",'freshness':{'max_age_seconds':600,'tolerated_seconds':" + tolerated + "}");
    AppraisalContext c = AppraisalContext.of("a/vm", "vm", NOW, NOW.minusSeconds(age));
    Appraisal a = Appraiser.appraise(snp(), p, GraceList.NONE, c);
    assertThat(a.tier()).isEqualTo(tier);
    if (tier == Tier.WARNING) {
      assertThat(a.vector().get(TrustClaim.HARDWARE)).hasValue(TrustClaim.STALE);
    }
  }

  @Test
  void fullVerificationOfEvidenceWithoutATimeSaysNothing() {
    assertThat(
            Appraiser.appraise(snp(), named(""), GraceList.NONE, AppraisalContext.at(NOW)).tier())
        .isEqualTo(Tier.NONE);
  }

  @Test
  void aThirdPartyIsNeverBetterThanAWarningWhichCanBeExpected() {
    Appraisal capped = appraise(snp(), named(",'third_party':true"));
    assertThat(capped.evidenceClass()).isEqualTo(EvidenceClass.T1);
    assertThat(capped.tier()).isEqualTo(Tier.WARNING);
    assertThat(capped.expected()).isFalse();
    assertThat(capped.vector().values().values()).containsOnly(TrustClaim.THIRD_PARTY);

    Policy accepting = named(",'third_party':true,'accept_warnings':['third-party']");
    Appraisal expected = appraise(snp(), accepting);
    assertThat(expected.expected()).isTrue();
    assertThat(expected.decision()).isEqualTo(Decision.ALLOW);
    assertThat(expected.tier()).isEqualTo(Tier.WARNING);

    Appraisal bad = appraise(snp(OTHER, false), accepting);
    assertThat(bad.decision()).isEqualTo(Decision.DENY);
    assertThat(bad.expected()).isFalse();
  }

  @Test
  void aWarningOfAnotherKindIsNotExpected() {
    Policy p =
        policy(
            "'flow':{'third_party':true,'accept_warnings':['third-party'],'evidence':{'sev-snp':"
                + "{'measurement':{'any_of':'"
                + GOOD
                + "','mode':'warn'},'tcb.reported.snp':20,'tcb.reported.microcode':200}}}");
    Appraisal a = appraise(snp(OTHER, false), p);
    assertThat(a.tier()).isEqualTo(Tier.WARNING);
    assertThat(a.expected()).isFalse();
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
  }

  @ParameterizedTest
  @CsvSource({
    "executables,32,32",
    "executables,96,96",
    "executables,3,3",
    "executables,127,127",
    "executables,0,",
    "hardware,32,32"
  })
  void aPolicyMayLowerACeiling(
      String claim, int ceiling, @org.jspecify.annotations.Nullable Integer value) {
    Appraisal a = appraise(snp(), named(",'ceilings':{'" + claim + "':" + ceiling + "}"));
    assertThat(a.vector().get(TrustClaim.ofLabel(claim).orElseThrow()))
        .isEqualTo(Optional.ofNullable(value));
  }

  @ParameterizedTest
  @EnumSource(
      value = EvidenceClass.class,
      names = {"H3", "A1", "T1"})
  void aPolicyCanRaiseNoCeilingOfTheClass(EvidenceClass c) {
    Verification v = Genuine.of("sev-snp", c, Genuine.snpClaims(GOOD, false), Outcome.PASSED);
    Appraisal a =
        appraise(v, named(",'ceilings':{'runtime-opaque':2,'executables':3,'configuration':2}"));
    assertThat(a.vector().get(TrustClaim.RUNTIME_OPAQUE)).isEmpty();
    int best = c == EvidenceClass.H3 ? 3 : c == EvidenceClass.T1 ? TrustClaim.THIRD_PARTY : 0;
    assertThat(a.vector().get(TrustClaim.EXECUTABLES).orElse(0)).isEqualTo(best);
  }

  @Test
  void whatTheClassCapsIsSaidWhenAskedFor() {
    Verification enclave =
        Genuine.of(
            "nitro",
            EvidenceClass.H2,
            "{'pcrs':{'sha384':{'0':'" + GOOD + "'}},'debug':false}",
            Outcome.PASSED);
    String rules = "'evidence':{'nitro':{'pcrs':{'sha384':{'0':'" + GOOD + "'}}}}";
    assertThat(appraise(enclave, policy("'flow':{" + rules + "}")).tier())
        .isEqualTo(Tier.AFFIRMING);
    Appraisal asked =
        appraise(
            enclave,
            policy(
                "'flow':{"
                    + rules
                    + ",'require':['runtime-opaque'],"
                    + "'accept_warnings':['class-ceiling']}"));
    assertThat(asked.vector().get(TrustClaim.RUNTIME_OPAQUE)).hasValue(32);
    assertThat(asked.tier()).isEqualTo(Tier.WARNING);
  }

  @Test
  void aRequiredClaimThatNothingShowsFails() {
    Appraisal a = appraise(snp(), named(",'require':['storage-opaque']"));
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.reason()).contains("requires storage-opaque");
  }

  @Test
  void isolatesOnlyWhatIsContraindicatedAndOnlyIfAsked() {
    Policy p = named(",'decision':{'isolate':true}");
    assertThat(appraise(snp(), p).isolate()).isFalse();
    assertThat(appraise(snp(OTHER, false), p).isolate()).isTrue();
    assertThat(appraise(snp(OTHER, false), named("")).isolate()).isFalse();
  }

  // Grace: what the old policy takes is taken with a warning, to the second.
  @ParameterizedTest
  @CsvSource({
    "2026-11-24T11:59:59Z,DENY", "2026-11-24T12:00:00Z,ALLOW_WITH_ALERT",
    "2026-11-30T23:59:59Z,ALLOW_WITH_ALERT", "2026-12-01T00:00:00Z,DENY"
  })
  void graceOpensAndEndsAtTheSecond(String at, Decision decision) {
    Instant time = Instant.parse(at);
    Policy old = policy("'flow':{'evidence':" + snpRules(OTHER) + "}");
    GraceList graces = graces(old, named(""), "");
    Appraisal a =
        Appraiser.appraise(
            snp(OTHER, false), named(""), graces, AppraisalContext.of("a/vm", "vm", time, time));
    assertThat(a.decision()).isEqualTo(decision);
    if (decision != Decision.DENY) {
      assertThat(a.tier()).isEqualTo(Tier.WARNING);
      assertThat(a.grace()).hasValue("g-17");
      assertThat(a.vector().get(TrustClaim.EXECUTABLES)).hasValue(TrustClaim.IN_GRACE);
      assertThat(a.reason()).endsWith("grace g-17 until 2026-12-01T00:00:00Z");
      assertThat(a.policyId()).isEqualTo(named("").id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"debug", "other component", "other policy", "no old policy", "refuted"})
  void graceDoesNotReachFurtherThanItSays(String how) {
    Policy old = policy("'flow':{'evidence':" + snpRules(OTHER) + "}");
    Policy now = named("");
    GraceList graces =
        switch (how) {
          case "other component" -> graces(old, now, ",'components':['b/vm']");
          case "other policy" -> graces(old, old, "");
          case "no old policy" ->
              new GraceList(graces(old, now, "").windows(), java.util.List.of());
          default -> graces(old, now, "");
        };
    Verification v =
        switch (how) {
          case "debug" -> snp(OTHER, true);
          case "refuted" ->
              Genuine.of(
                  "sev-snp", EvidenceClass.H1, Genuine.snpClaims(OTHER, false), Outcome.FAILED);
          default -> snp(OTHER, false);
        };
    assertThat(Appraiser.appraise(v, now, graces, FRESH).decision()).isEqualTo(Decision.DENY);
  }

  private static GraceList graces(Policy old, Policy now, String more) {
    try {
      Grace g =
          Grace.of(
              Genuine.json(
                  "{'id':'g-17','old_policy':'"
                      + old.id()
                      + "','new_policy':'"
                      + now.id()
                      + "','from':'2026-11-24T12:00:00Z','until':'2026-12-01T00:00:00Z',"
                      + "'approvers':['key-1']"
                      + more
                      + "}"));
      assertThat(Grace.of(g.toJson())).isEqualTo(g);
      assertThat(Duration.between(g.from(), g.until())).isPositive();
      return new GraceList(java.util.List.of(g), java.util.List.of(old));
    } catch (dev.attestry.codec.InvalidDocument e) {
      throw new IllegalStateException(e);
    }
  }
}
