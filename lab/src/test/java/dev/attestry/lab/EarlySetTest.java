package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intel's early set beside the standard one: what it warns of, and what would hide the warning. */
final class EarlySetTest {

  private static final Instant FROM = DcapLab.NOW.minus(Duration.ofHours(12));
  private static final Instant UNTIL = DcapLab.NOW.plus(Duration.ofHours(12));
  private static final LabIdentity SIGNER = DcapLab.PKI.tcbSigner();

  @ParameterizedTest
  @CsvSource({
    "TDX, OutOfDate",
    "TDX, SWHardeningNeeded",
    "TDX, Revoked",
    "SGX, OutOfDate",
    "SGX, ConfigurationNeeded"
  })
  void warnsWithTheDateOfTheRecoveryWhereTheMachineIsGoodOnlyByTheStandardSet(
      String tee, String status) {
    Verification v = judged(tee, early(tee, tcbInfo(tee, status)));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(status(v, tee).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(status(v, tee).detail())
        .startsWith("warning: UpToDate only until")
        .contains(status + " by Intel's early set 21, since the TCB recovery of 2026-11-11");
    assertThat(v.claims().text("/tcb/status")).contains("UpToDate");
    assertThat(v.claims().text("/tcb/early/status")).contains(status);
    assertThat(v.claims().flag("/tcb/early/worse")).contains(true);
    assertThat(v.claims().text("/tcb/early/worse_since")).contains("2026-11-11T00:00:00Z");
    assertThat(v.claims().text("/tcb/early/advisory_ids/0")).contains("LAB-SA-00001");
    assertThat(v.claims().number("/tcb/early/evaluation_data_number")).contains(21L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TDX", "SGX"})
  void warnsOfNothingWhereBothSetsAreTheSame(String tee) {
    Verification v = judged(tee, DcapLab.answers(tee));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isTrue();
    assertThat(status(v, tee).detail()).isEqualTo("UpToDate by Intel's early set 20 too");
    assertThat(v.claims().flag("/tcb/early/worse")).contains(false);
    assertThat(v.claims().at("/tcb/early/worse_since")).isEmpty();
  }

  @Test
  void warnsOfNothingWhereTheEarlySetIsKinder() {
    DcapAnswers old =
        DcapLab.answers("TDX")
            .withTcbInfo(
                DcapPki.answer(
                    "tcbInfo", DcapAnswers.tcbInfo("TDX", FROM, UNTIL, "OutOfDate"), SIGNER));
    Verification v = judged("TDX", old, early("TDX", tcbInfo("TDX", "UpToDate")));
    assertThat(v.claims().text("/tcb/early/status")).contains("UpToDate");
    assertThat(v.claims().flag("/tcb/early/worse")).contains(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TDX", "SGX"})
  void saysThatNoEarlySetWasGiven(String tee) {
    Verification v = judged(tee, new Collateral(List.of()));
    assertThat(status(v, tee).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(v.complete()).isTrue();
    assertThat(v.claims().at("/tcb/early")).isEmpty();
  }

  @Test
  void warnsWhereTheMachineIsBelowEveryLevelOfTheEarlySet() {
    String high = tcbInfo("TDX", "UpToDate").replace("\"pcesvn\":13", "\"pcesvn\":14");
    Verification v = judged("TDX", early("TDX", high));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/tcb/early/status")).contains("NotSupported");
    assertThat(v.claims().flag("/tcb/early/worse")).contains(true);
    // The module of the TD is named no more.
    Verification module =
        judged("TDX", early("TDX", tcbInfo("TDX", "UpToDate").replace("TDX_01", "TDX_02")));
    assertThat(module.claims().text("/tcb/early/status")).contains("NotSupported");
  }

  @Test
  void warnsWhereOnlyTheQuotingEnclaveIsOldByTheEarlySet() {
    DcapAnswers qe = DcapLab.answers("SGX").withQeIdentity(qeIdentity("SGX", 9));
    Verification v = judged("SGX", qe);
    assertThat(v.claims().text("/tcb/early/status")).contains("OutOfDate");
    // Below every level.
    DcapAnswers lower =
        DcapLab.answers("SGX")
            .withQeIdentity(
                DcapPki.answer(
                    "enclaveIdentity",
                    DcapAnswers.qeIdentity("SGX", FROM, UNTIL, 10)
                        .replace("\"isvsvn\":5", "\"isvsvn\":9"),
                    SIGNER));
    assertThat(judged("SGX", lower).claims().text("/tcb/early/status")).contains("NotSupported");
  }

  /** The attack: an early set that asks for nothing keeps an old machine from being noticed. */
  @Test
  void refusesAnEarlySetThatIntelDidNotSign() {
    Bytes forged = DcapPki.answer("tcbInfo", tcbInfo("TDX", "UpToDate"), DcapLab.PLATFORM.pck());
    Verification v = judged("TDX", DcapLab.answers("TDX").withTcbInfo(forged));
    assertThat(DcapLab.failed(v)).containsExactly("tdx.early-tcb-info-signature");
    assertThat(status(v, "TDX").outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(v.claims().at("/tcb/early")).isEmpty();

    DcapAnswers ofAnotherCa =
        DcapLab.answers("TDX")
            .withTcbInfo(
                DcapPki.answer("tcbInfo", tcbInfo("TDX", "UpToDate"), DcapLab.PKI.platformCa()))
            .withTcbInfoIssuerChain(LabPem.of(DcapLab.PKI.platformCa(), DcapLab.PKI.root()));
    assertThat(DcapLab.failed(judged("TDX", ofAnotherCa)))
        .containsExactly("tdx.early-tcb-info-signer");

    String identity = DcapAnswers.qeIdentity("TDX", FROM, UNTIL, 8);
    Bytes qe = DcapPki.answer("enclaveIdentity", identity, DcapLab.PLATFORM.pck());
    assertThat(DcapLab.failed(judged("TDX", DcapLab.answers("TDX").withQeIdentity(qe))))
        .containsExactly("tdx.early-qe-identity-signature");
  }

  /** The attack: the genuine early set of a platform that needs no update. */
  @Test
  void refusesTheEarlySetOfAnotherFmspcOrTee() {
    String other = tcbInfo("TDX", "UpToDate").replace(DcapPlatform.FMSPC.hex(), "00906a00fffe");
    assertThat(DcapLab.failed(judged("TDX", early("TDX", other))))
        .containsExactly("tdx.early-tcb-info-fits");
    assertThat(DcapLab.failed(judged("SGX", early("TDX", tcbInfo("TDX", "UpToDate")))))
        .containsExactly("sgx.early-tcb-info-fits", "sgx.early-qe-identity-fits");
  }

  /** The attack: a set from before the recovery, kept and shown as the early one. */
  @Test
  void refusesAnEarlySetThatIsOlderThanTheStandardOneOrStale() {
    String older = numbered(tcbInfo("TDX", "UpToDate"), 21, 19);
    assertThat(DcapLab.failed(judged("TDX", early("TDX", older))))
        .containsExactly("tdx.early-not-older");
    String identity = numbered(DcapAnswers.qeIdentity("TDX", FROM, UNTIL, 8), 20, 19);
    DcapAnswers qe =
        DcapLab.answers("TDX").withQeIdentity(DcapPki.answer("enclaveIdentity", identity, SIGNER));
    assertThat(DcapLab.failed(judged("TDX", qe))).containsExactly("tdx.early-not-older");
    String stale = DcapAnswers.tcbInfo("TDX", FROM, DcapLab.NOW.minusSeconds(1), "UpToDate");
    assertThat(DcapLab.failed(judged("TDX", early("TDX", stale))))
        .containsExactly("tdx.early-tcb-info-fresh");
  }

  @Test
  void takesNoWarningAndNoComfortFromAnEarlySetWithoutItsSigner() {
    Collateral bare =
        new Collateral(
            early("TDX", tcbInfo("TDX", "OutOfDate")).early().stream()
                .filter(i -> !i.role().endsWith("issuer_chain"))
                .toList());
    Verification v = judged("TDX", bare);
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isFalse();
    assertThat(status(v, "TDX").outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(v.claims().at("/tcb/early")).isEmpty();
  }

  @Test
  void comparesWithNothingWhereThereIsNoStandardSet() {
    VerificationInput input =
        DcapLab.input(new Collateral(DcapLab.answers("TDX").early())).withProfile(Profile.AS_GIVEN);
    Verification v = DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), input);
    assertThat(status(v, "TDX").outcome()).isEqualTo(Outcome.SKIPPED);
  }

  private static Verification judged(String tee, DcapAnswers early) {
    return judged(tee, DcapLab.answers(tee), early);
  }

  private static Verification judged(String tee, DcapAnswers standard, DcapAnswers early) {
    return judged(tee, standard.collateral().plus(early.early()));
  }

  private static Verification judged(String tee, Collateral given) {
    Collateral all =
        given.get("tcb_info").isPresent()
            ? given
            : DcapLab.answers(tee).collateral().plus(given.items());
    return tee.equals("TDX")
        ? DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), DcapLab.input(all))
        : DcapLab.sgx(DcapLab.ENCLAVE.quote(DcapLab.NONCE), DcapLab.input(all));
  }

  /** What Intel would answer for update=early with this TCB info. */
  static DcapAnswers early(String tee, String tcbInfo) {
    return DcapLab.answers(tee).withTcbInfo(DcapPki.answer("tcbInfo", tcbInfo, SIGNER));
  }

  /** Of evaluation 21, after the TCB recovery of 2026-11-11. */
  static String tcbInfo(String tee, String status) {
    return numbered(DcapAnswers.tcbInfo(tee, FROM, UNTIL, status), 20, 21)
        .replace("2026-05-13", "2026-11-11");
  }

  private static Bytes qeIdentity(String tee, int upToDateFrom) {
    return DcapPki.answer(
        "enclaveIdentity", DcapAnswers.qeIdentity(tee, FROM, UNTIL, upToDateFrom), SIGNER);
  }

  private static String numbered(String body, int was, int is) {
    String name = "\"tcbEvaluationDataNumber\":";
    assertThat(body).contains(name + was);
    return body.replace(name + was, name + is);
  }

  private static Finding status(Verification v, String tee) {
    String id = (tee.equals("TDX") ? "tdx" : "sgx") + ".early-status";
    return v.findings().stream().filter(f -> f.check().id().equals(id)).findFirst().orElseThrow();
  }
}
