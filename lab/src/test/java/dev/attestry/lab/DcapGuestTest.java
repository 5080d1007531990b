package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Providers;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.tdx.Tdx;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lab guests and enclaves of every version, judged with all, with less, kept, by every provider.
 */
final class DcapGuestTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void verifiesATdOfEachVersion(int version) {
    verified(DcapLab.tdx(TdxGuest.launch(DcapLab.PLATFORM, version, "x").quote(DcapLab.NONCE)));
  }

  @Test
  void verifiesATdOfTdx15() {
    Verification v = DcapLab.tdx(TdxGuest.launch15(DcapLab.PLATFORM, "x").quote(DcapLab.NONCE));
    verified(v);
    assertThat(v.claims().text("/mr_service_td")).contains("00".repeat(48));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void verifiesAnEnclaveOfEachVersion(int version) {
    verified(DcapLab.sgx(SgxEnclave.launch(DcapLab.PLATFORM, version, "x").quote(DcapLab.NONCE)));
  }

  private static void verified(Verification v) {
    assertThat(DcapLab.failed(v)).isEmpty();
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isTrue();
    assertThat(v.claims().text("/tcb/status")).contains("UpToDate");
    assertThat(v.claims().number("/tcb/evaluation_data_number")).contains(20L);
  }

  @Test
  void builtInAnchorsRefuseLabEvidence() {
    VerificationInput input =
        DcapLab.input(DcapLab.answers("TDX").collateral()).withAnchors(TrustAnchors.builtIn());
    assertThat(DcapLab.failed(DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), input)))
        .containsExactly("tdx.pck-root", "tdx.tcb-info-signer", "tdx.qe-identity-signer");
  }

  @Test
  void isInconclusiveInFullWithoutCollateralAndIncompleteAsGiven() {
    Bytes quote = DcapLab.TD.quote(DcapLab.NONCE);
    VerificationInput none = DcapLab.input(Collateral.NONE);
    assertThat(DcapLab.tdx(quote, none).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Verification given = DcapLab.tdx(quote, none.withProfile(Profile.AS_GIVEN));
    assertThat(given.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(given.complete()).isFalse();
    assertThat(given.claims().at("/tcb")).isEmpty();
  }

  @Test
  void unsignedCollateralLeavesTheQuestionOpen() {
    List<Collateral.Item> noChains =
        DcapLab.answers("TDX").collateral().items().stream()
            .filter(i -> !i.role().endsWith("issuer_chain"))
            .toList();
    VerificationInput input = DcapLab.input(new Collateral(noChains)).withProfile(Profile.AS_GIVEN);
    assertThat(DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), input).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void keptCollateralIsJudgedAsFreshButForItsDates() {
    Scheme keeping = Tdx.keeping(4);
    Evidence evidence = DcapLab.TD.evidence(DcapLab.NONCE);
    VerificationInput input = DcapLab.input(DcapLab.answers("TDX").collateral());
    Verification first = keeping.verify(evidence, input);
    assertThat(first.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(keeping.verify(evidence, input).findings()).isEqualTo(first.findings());
    // The same content in other objects is the same collateral.
    VerificationInput again = DcapLab.input(copy(input.collateral())).withAnchors(input.anchors());
    assertThat(keeping.verify(evidence, again).findings()).isEqualTo(first.findings());

    VerificationInput later =
        VerificationInput.asGiven(DcapLab.NOW.plus(Duration.ofDays(2)), input.crypto())
            .withCollateral(input.collateral())
            .withAnchors(input.anchors());
    assertThat(DcapLab.failed(keeping.verify(evidence, later)))
        .containsExactly(
            "tdx.root-crl-fresh",
            "tdx.pck-crl-fresh",
            "tdx.tcb-info-fresh",
            "tdx.qe-identity-fresh");
    assertThat(DcapLab.failed(keeping.verify(evidence, input.withAnchors(TrustAnchors.builtIn()))))
        .contains("tdx.tcb-info-signer");
    Bytes changed = DcapLab.answers("TDX").tcbInfo();
    Bytes edited = Bytes.utf8(changed.utf8().replace("OutOfDate", "UpToDate"));
    VerificationInput forged =
        DcapLab.input(DcapLab.answers("TDX").withTcbInfo(edited).collateral())
            .withAnchors(input.anchors());
    assertThat(DcapLab.failed(keeping.verify(evidence, forged)))
        .containsExactly("tdx.tcb-info-signature");
  }

  @Test
  void everyProviderFindsTheSame() {
    List<Crypto> providers = Providers.all();
    List<Bytes> quotes =
        List.of(
            DcapLab.TD.quote(DcapLab.NONCE),
            DcapLab.TD.draft(DcapLab.NONCE).unbound().bytes(),
            DcapLab.TD.draft(DcapLab.NONCE).qeReportSignedBy(DcapLab.PKI.root().keys()).bytes());
    for (Bytes quote : quotes) {
      VerificationInput input = DcapLab.input(DcapLab.answers("TDX").collateral());
      assertThat(
              providers.stream()
                  .map(p -> DcapLab.tdx(quote, input.withCrypto(p)).findings())
                  .distinct())
          .hasSize(1);
    }
  }

  @Test
  void replaysTheRuntimeRegistersFromTheEventLog() {
    MeasuredBoot boot =
        MeasuredBoot.launched()
            .measure(1, MeasuredBoot.EV_IPL, Bytes.utf8("firmware"))
            .measure(4, MeasuredBoot.EV_IPL, Bytes.utf8("loader"))
            .measure(8, MeasuredBoot.EV_IPL, Bytes.utf8("kernel"));
    Bytes log = boot.log();
    TdxGuest measured = DcapLab.TD.booted(boot);
    assertThat(replay(measured, log)).isEqualTo(Outcome.PASSED);
    assertThat(replay(measured.writing(376, Bytes.of(1)), log)).isEqualTo(Outcome.FAILED); // RTMR1
    assertThat(replay(DcapLab.TD, log)).isEqualTo(Outcome.FAILED);
    assertThat(replay(measured, log.slice(0, log.length() - 3))).isEqualTo(Outcome.FAILED);
  }

  private static Outcome replay(TdxGuest td, Bytes log) {
    Evidence evidence = Evidence.of("tdx", Map.of("quote", td.quote(DcapLab.NONCE), "ccel", log));
    Verification v =
        Tdx.keepingNothing().verify(evidence, DcapLab.input(DcapLab.answers("TDX").collateral()));
    return v.findings().stream()
        .filter(f -> f.check().id().equals("tdx.rtmr-replay"))
        .map(Finding::outcome)
        .findFirst()
        .orElseThrow();
  }

  private static Collateral copy(Collateral c) {
    return new Collateral(
        c.items().stream()
            .map(i -> new Collateral.Item(i.role(), Bytes.of(i.bytes().toArray()), i.source()))
            .toList());
  }
}
