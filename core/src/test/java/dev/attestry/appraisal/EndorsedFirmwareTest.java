package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verification;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attack: any kernel on Google's own firmware, in anybody's project. The firmware is genuine
 * and endorsed, and says nothing of what it booted.
 */
final class EndorsedFirmwareTest {

  private static final String A = "aa".repeat(48);
  private static final String B = "bb".repeat(48);
  private static final String C = "cc".repeat(48);
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final Verification TD =
      Genuine.of(
          "gce-tdx",
          EvidenceClass.H1,
          filled(
              "{'mrtd':'A','rtmr1':'B','rtmr2':'C','boot':{'applications':['B']},"
                  + "'dubious':{'debug':false,'sept_ve_enabled':false,'migratable':false,"
                  + "'perfmon':false,'service_td_bound':false,'td_relaunch_advised':false,"
                  + "'out_of_date':false},"
                  + "'endorsement':{'tdx':{'svn':3},'digest':'A','unrevocable':false}}"),
          Outcome.PASSED);

  private static final Verification SNP =
      Genuine.of(
          "gce-sev-snp",
          EvidenceClass.H1,
          Genuine.snpClaims(A, false).replaceFirst("\\}$", "")
              + filled(",'endorsement':{'sev_snp':{'svn':3},'digest':'A','unrevocable':false}}"),
          Outcome.PASSED);

  private static final String FLOORS = ",'tcb.reported.snp':20,'tcb.reported.microcode':200";

  private static Policy policy(String scheme, String rules, String more) {
    return Genuine.policy(
        "'flow':{'evidence':{'" + scheme + "':{" + filled(rules) + "}}" + more + "}");
  }

  private static String filled(String text) {
    return text.replace("'A'", "'" + A + "'")
        .replace("'B'", "'" + B + "'")
        .replace("'C'", "'" + C + "'");
  }

  private static Appraisal appraise(Verification v, Policy p) {
    return Appraiser.appraise(v, p, GraceList.NONE, AppraisalContext.of("a/vm", "vm", NOW, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'endorsement.svn':1 | gce-tdx/rtmr1 gce-tdx/rtmr2",
        "'endorsement.digest':'A' | gce-tdx/rtmr1 gce-tdx/rtmr2",
        "'mrtd':'A' | gce-tdx/rtmr1 gce-tdx/rtmr2",
        "'endorsement.svn':1,'boot.secure_boot':{'any_of':'on','mode':'warn'}"
            + " | gce-tdx/rtmr1 gce-tdx/rtmr2",
        "'endorsement.svn':1,'rtmr1':'B' | gce-tdx/rtmr2", // a known loader boots any kernel
        "'endorsement.svn':1,'boot.applications':['B'] | gce-tdx/rtmr2", // the same by the log
        "'endorsement.svn':1,'rtmr2':'C' | gce-tdx/rtmr1" // an unknown one says what it likes
      })
  void aTrustDomainOfWhichOnlyTheFirmwareIsNamedNeverPasses(String rules, String missing) {
    Policy p = policy("gce-tdx", rules, "");
    Appraisal a = appraise(TD, p);
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.vector().get(TrustClaim.EXECUTABLES)).hasValue(TrustClaim.CONTRAINDICATED);
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() == RuleOutcome.UNNAMED)
        .extracting(RuleFinding::rule)
        .containsExactly(missing.split(" "));
    assertThat(PolicyLint.of(p))
        .anyMatch(n -> n.message().contains("can never pass") && n.message().contains("rtmr"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'rtmr1':'B','rtmr2':'C'", "'boot.applications':['B'],'rtmr2':'C'"})
  void aTrustDomainThatBootedWhatIsNamedAffirms(String booted) {
    Appraisal a = appraise(TD, policy("gce-tdx", "'endorsement.svn':1," + booted, ""));
    assertThat(a.tier()).as(a.reason()).isEqualTo(Tier.AFFIRMING);
    Policy other = policy("gce-tdx", "'endorsement.svn':1," + booted.replace("'B'", "'A'"), "");
    assertThat(appraise(TD, other).decision()).isEqualTo(Decision.DENY);
  }

  /** Nothing measures the kernel: whoever pins the firmware pins no more than its level. */
  @ParameterizedTest
  @ValueSource(strings = {"'endorsement.svn':1", "'endorsement.digest':'A'", "'measurement':'A'"})
  void aGuestOnSnpIsAWarningAtBest(String firmware) {
    Appraisal a = appraise(SNP, policy("gce-sev-snp", firmware + FLOORS, ""));
    assertThat(a.tier()).isEqualTo(Tier.WARNING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(a.vector().get(TrustClaim.EXECUTABLES)).hasValue(33);
    assertThat(a.reason()).isEqualTo("the firmware is measured, and nothing that it boots");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ",'accept_warnings':['unmeasured-boot'] | ALLOW",
        ",'accept_warnings':['class-ceiling'] | ALLOW_WITH_ALERT",
        ",'ceilings':{'executables':3} | ALLOW_WITH_ALERT",
        ",'third_party':true,'accept_warnings':['third-party'] | ALLOW_WITH_ALERT",
        ",'third_party':true,'accept_warnings':['third-party','unmeasured-boot'] | ALLOW"
      })
  void thatWarningIsExpectedOnlyByItsOwnName(String more, Decision decision) {
    Policy p = policy("gce-sev-snp", "'endorsement.svn':1" + FLOORS, more);
    assertThat(appraise(SNP, p).decision()).isEqualTo(decision);
    assertThat(appraise(SNP, p).tier()).isEqualTo(Tier.WARNING);
  }

  @Test
  void lintAndExplainSayThatItIsAWarningAtBest() {
    Policy p = policy("gce-sev-snp", "'endorsement.svn':1" + FLOORS, "");
    assertThat(PolicyLint.of(p)).anyMatch(n -> n.message().startsWith("a warning at best"));
    assertThat(PolicyExplainer.explain(p, Optional.empty(), Optional.empty()))
        .anyMatch(l -> l.words().contains("never better than a warning"));
    Policy expected =
        policy(
            "gce-sev-snp",
            "'endorsement.svn':1" + FLOORS,
            ",'accept_warnings':['unmeasured-boot']");
    assertThat(PolicyLint.of(expected)).isEmpty();
  }
}
