package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on TDX and SGX evidence, played by the lab, and the finding that stops each. */
final class DcapAttackTest {

  private static final Instant FROM = DcapLab.NOW.minus(Duration.ofHours(12));
  private static final Instant UNTIL = DcapLab.NOW.plus(Duration.ofHours(12));
  private static final LabIdentity SIGNER = DcapLab.PKI.tcbSigner();

  @ParameterizedTest
  @ValueSource(strings = {"TDX", "SGX"})
  void n65RefusesReportDataThatHoldsTheNonceButNotTheKeyHash(String tee) {
    VerificationInput wantsBoth =
        DcapLab.input(DcapLab.answers(tee).collateral())
            .withExpectedNonce(Bytes.ofHex("5a".repeat(32) + "17".repeat(32)));
    assertThat(failed(tee, quote(tee, DcapLab.PLATFORM), wantsBoth)).containsExactly("report-data");
  }

  @Test
  void n66LeavesDebugAndWeakAttributesToAppraisalAsClaims() {
    TdxGuest weak =
        DcapLab.TD.writing(120, Bytes.ofHex("0100002000000080")); // DEBUG, MIGRATABLE, PERFMON
    Verification v = DcapLab.tdx(weak.quote(DcapLab.NONCE));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag("/td_attribute_bits/debug")).contains(true);
    assertThat(v.claims().flag("/td_attribute_bits/migratable")).contains(true);
    assertThat(v.claims().flag("/td_attribute_bits/perfmon")).contains(true);
    assertThat(v.claims().flag("/td_attribute_bits/sept_ve_disable")).contains(false);
    assertThat(v.claims().text("/xfam")).contains("e702060000000000");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 112}) // MRSIGNERSEAM, SEAMATTRIBUTES
  void n66RefusesATdxModuleThatIsNotIntels(int offset) {
    TdxGuest td = DcapLab.TD.writing(offset, Bytes.of(1));
    assertThat(DcapLab.failed(DcapLab.tdx(td.quote(DcapLab.NONCE))))
        .containsExactly("tdx.tdx-module");
  }

  @Test
  void n66RefusesAModuleOfAMajorVersionThatIntelDoesNotName() {
    TdxGuest td = DcapLab.TD.writing(1, Bytes.of(9));
    assertThat(DcapLab.failed(DcapLab.tdx(td.quote(DcapLab.NONCE))))
        .containsExactly("tdx.tdx-module");
  }

  @Test
  void n67RefusesAQeReportThatThePckDidNotSign() {
    Bytes quote =
        DcapLab.TD.draft(DcapLab.NONCE).qeReportSignedBy(DcapLab.PLATFORM.attestationKey()).bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly("tdx.qe-report-signature");
  }

  @ParameterizedTest
  @CsvSource({
    "128, tdx.qe-mrsigner",
    "256, tdx.qe-isvprodid",
    "48, tdx.qe-attributes",
    "16, tdx.qe-attributes"
  })
  void n67RefusesAQuotingEnclaveThatIsNotIntels(int offset, String check) {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).qeWriting(offset, Bytes.of(0x0a)).bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly(check);
  }

  @Test
  void n67RefusesAQuotingEnclaveBelowEveryLevel() {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).qeWriting(258, Bytes.of(4)).bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly("tdx.qe-level");
  }

  @Test
  void n67RefusesAQeIdentityThatIntelDidNotSign() {
    String body = DcapAnswers.qeIdentity("TDX", FROM, UNTIL, 8);
    Bytes forged = DcapPki.answer("enclaveIdentity", body, DcapLab.PLATFORM.pck());
    assertThat(failed(DcapLab.answers("TDX").withQeIdentity(forged)))
        .containsExactly("tdx.qe-identity-signature");
  }

  @ParameterizedTest
  @CsvSource({"TDX, SGX", "SGX, TDX"})
  void n67RefusesTheQeIdentityOfTheOtherTee(String tee, String other) {
    DcapAnswers mixed = DcapLab.answers(tee).withQeIdentity(DcapLab.answers(other).qeIdentity());
    assertThat(failed(tee, mixed)).containsExactly("qe-identity-id", "qe-isvprodid");
  }

  @Test
  void n68RefusesAnAttestationKeyThatTheQeDidNotBind() {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).unbound().bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly("tdx.qe-report-binds-key");
  }

  @Test
  void n68RefusesAQuoteThatAnotherKeySigned() {
    Bytes quote =
        DcapLab.TD.draft(DcapLab.NONCE).quoteSignedBy(DcapLab.PLATFORM.pck().keys()).bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly("tdx.quote-signature");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 5000})
  void n68TakesAuthenticationDataOfAnyLengthThatIsBound(int length) {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).authData(Bytes.zeros(length)).bytes();
    assertThat(DcapLab.tdx(quote).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 7, 0})
  void n68RefusesCertificationDataThatOnlyNamesThePck(int type) {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).certification(type, Bytes.zeros(36)).bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly("tdx.pck-chain-present");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TDX", "SGX"})
  void n68RefusesAPckChainThatEndsInAnotherRootOfTheSameName(String tee) {
    DcapPki other = DcapPki.of(LabPki.named("a forger"), Instant.parse("2026-06-01T00:00:00Z"));
    DcapPlatform forged = DcapPlatform.of(LabPki.named("a forger"), other, "machine");
    VerificationInput input = DcapLab.input(DcapLab.answers(tee).collateral());
    assertThat(failed(tee, quote(tee, forged), input))
        .containsExactly("pck-root", "root-crl-signature", "pck-crl-signature");
  }

  @Test
  void n68RefusesATcbSignerInThePlaceOfAPck() {
    Bytes chain = LabPem.of(SIGNER, DcapLab.PKI.root());
    Bytes quote =
        DcapLab.TD
            .draft(DcapLab.NONCE)
            .certification(5, chain)
            .qeReportSignedBy(SIGNER.keys())
            .bytes();
    assertThat(DcapLab.failed(DcapLab.tdx(quote))).containsExactly("tdx.pck-chain-parse");
  }

  @Test
  void n68RefusesARevokedPckAndARevokedCa() {
    DcapAnswers a = DcapLab.answers("TDX");
    Bytes pckCrl =
        DcapPki.crl(DcapLab.PKI.platformCa(), DcapLab.NOW, List.of(DcapLab.PLATFORM.pck()));
    assertThat(failed(a.withCrls(pckCrl, a.rootCaCrl()))).containsExactly("tdx.pck-not-revoked");
    Bytes rootCrl =
        DcapPki.crl(DcapLab.PKI.root(), DcapLab.NOW, List.of(DcapLab.PKI.platformCa(), SIGNER));
    assertThat(failed(a.withCrls(a.pckCrl(), rootCrl)))
        .containsExactly("tdx.ca-not-revoked", "tdx.tcb-info-signer", "tdx.qe-identity-signer");
    assertThat(failed(a.withCrls(a.rootCaCrl(), a.rootCaCrl())))
        .containsExactly("tdx.pck-crl-signature");
  }

  @Test
  void n69RefusesStaleTcbInfo() {
    String body = DcapAnswers.tcbInfo("TDX", FROM, DcapLab.NOW.minusSeconds(1), "UpToDate");
    assertThat(failedWith(body)).containsExactly("tdx.tcb-info-fresh");
  }

  @Test
  void n69RefusesTcbInfoForAnotherFmspc() {
    String body =
        DcapAnswers.tcbInfo("TDX", FROM, UNTIL, "UpToDate")
            .replace(DcapPlatform.FMSPC.hex(), "00906a00fffe");
    assertThat(failedWith(body)).containsExactly("tdx.tcb-info-fmspc");
  }

  @Test
  void n69RefusesTcbInfoOfTheOtherTee() {
    DcapAnswers mixed = DcapLab.answers("SGX").withTcbInfo(DcapLab.answers("TDX").tcbInfo());
    assertThat(DcapLab.failed(DcapLab.sgx(DcapLab.ENCLAVE.quote(DcapLab.NONCE), mixed)))
        .containsExactly("sgx.tcb-info-id");
  }

  @Test
  void n69RefusesTcbInfoSignedByAPckCa() {
    String body = DcapAnswers.tcbInfo("TDX", FROM, UNTIL, "UpToDate");
    DcapAnswers forged =
        DcapLab.answers("TDX")
            .withTcbInfo(DcapPki.answer("tcbInfo", body, DcapLab.PKI.platformCa()))
            .withTcbInfoIssuerChain(LabPem.of(DcapLab.PKI.platformCa(), DcapLab.PKI.root()));
    assertThat(failed(forged)).containsExactly("tdx.tcb-info-signer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SWHardeningNeeded",
        "ConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded",
        "OutOfDate",
        "OutOfDateConfigurationNeeded"
      })
  void n69LeavesTheStatusToAppraisalWithItsAdvisories(String status) {
    String body = DcapAnswers.tcbInfo("TDX", FROM, UNTIL, status);
    Verification v =
        DcapLab.tdx(
            DcapLab.TD.quote(DcapLab.NONCE),
            DcapLab.answers("TDX").withTcbInfo(DcapPki.answer("tcbInfo", body, SIGNER)));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/tcb/status")).contains(status);
    assertThat(v.claims().text("/tcb/advisory_ids/0")).contains("LAB-SA-00001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TDX", "SGX"})
  void n69RefusesARevokedLevelAndOneThatIsNotSupported(String tee) {
    String revoked = DcapAnswers.tcbInfo(tee, FROM, UNTIL, "Revoked");
    assertThat(failed(tee, revoked)).containsExactly("tcb-not-revoked");
    String higher =
        DcapAnswers.tcbInfo(tee, FROM, UNTIL, "UpToDate")
            .replace("\"pcesvn\":", "\"pcesvn\":1"); // of every level: 13 becomes 113
    assertThat(failed(tee, higher)).containsExactly("tcb-level");
  }

  @Test
  void n69RefusesATdxModuleBelowEveryLevel() {
    TdxGuest old = DcapLab.TD.writing(2, Bytes.of(0)); // TEE_TCB_SVN[2]
    assertThat(DcapLab.failed(DcapLab.tdx(old.quote(DcapLab.NONCE))))
        .containsExactly("tdx.tcb-level");
  }

  @Test
  void n69TakesNothingSaidForNoStatus() {
    String body = DcapAnswers.tcbInfo("TDX", FROM, UNTIL, "").replace("\"tcbStatus\":\"\",", "");
    assertThat(failedWith(body)).contains("tdx.collateral-parse");
  }

  @Test
  void n70LeavesDebugProductSvnAndConfigIdToAppraisalAsClaims() {
    SgxEnclave debug =
        DcapLab.ENCLAVE
            .writing(48, Bytes.of(0x07))
            .writing(192, Bytes.of(0xc0))
            .writing(256, Bytes.of(9, 0, 1, 0));
    Verification v = DcapLab.sgx(debug.quote(DcapLab.NONCE));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag("/debug")).contains(true);
    assertThat(v.claims().number("/isv_prod_id")).contains(9L);
    assertThat(v.claims().number("/isv_svn")).contains(1L);
    assertThat(v.claims().text("/config_id")).contains("c0" + "00".repeat(63));
  }

  @ParameterizedTest
  @CsvSource({"TDX, SGX", "SGX, TDX"})
  void n72RefusesAQuoteOfTheOtherTee(String tee, String other) {
    VerificationInput input = DcapLab.input(DcapLab.answers(tee).collateral());
    assertThat(failed(tee, quote(other, DcapLab.PLATFORM), input)).containsExactly("quote-tee");
  }

  @Test
  void leavesOutBytesBehindTheQuoteAndSaysSo() {
    Bytes padded = Bytes.concat(DcapLab.TD.quote(DcapLab.NONCE), Bytes.zeros(70));
    Verification v = DcapLab.tdx(padded);
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.findings().get(0).detail()).contains("70 bytes behind the quote");
  }

  /** The checks that failed, each of the scheme of this TEE. */
  private static List<String> failed(String tee, Bytes quote, VerificationInput input) {
    String prefix = tee.equals("TDX") ? "tdx." : "sgx.";
    Verification v = tee.equals("TDX") ? DcapLab.tdx(quote, input) : DcapLab.sgx(quote, input);
    List<String> ids = DcapLab.failed(v);
    assertThat(ids).allMatch(id -> id.startsWith(prefix));
    return ids.stream().map(id -> id.substring(prefix.length())).toList();
  }

  private static List<String> failed(String tee, DcapAnswers answers) {
    return failed(tee, quote(tee, DcapLab.PLATFORM), DcapLab.input(answers.collateral()));
  }

  private static List<String> failed(String tee, String tcbInfoBody) {
    return failed(
        tee, DcapLab.answers(tee).withTcbInfo(DcapPki.answer("tcbInfo", tcbInfoBody, SIGNER)));
  }

  private static Bytes quote(String tee, DcapPlatform platform) {
    return tee.equals("TDX")
        ? TdxGuest.launch(platform, 4, "image").quote(DcapLab.NONCE)
        : SgxEnclave.launch(platform, 3, "image").quote(DcapLab.NONCE);
  }

  private static List<String> failed(DcapAnswers answers) {
    return DcapLab.failed(DcapLab.tdx(DcapLab.TD.quote(DcapLab.NONCE), answers));
  }

  private static List<String> failedWith(String tcbInfoBody) {
    return failed(
        DcapLab.answers("TDX").withTcbInfo(DcapPki.answer("tcbInfo", tcbInfoBody, SIGNER)));
  }
}
