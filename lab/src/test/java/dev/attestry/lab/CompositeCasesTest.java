package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attacks on parts, played against what is made of them: all else about the machine is fine.
 */
final class CompositeCasesTest {

  private static final String CVM = "azure-cvm";
  private static final MaaService MAA = CloudLab.MAA;
  private static final KeyPair FORGER = CloudLab.LAB.key("forger", LabKeyType.RSA2048);
  private static final Instant FROM = CloudLab.NOW.minus(Duration.ofHours(12));
  private static final Instant UNTIL = CloudLab.NOW.plus(Duration.ofHours(12));

  /** What the token of the VM says, its key and measurement included. */
  private static ObjectNode claims() throws MalformedInput {
    String payload = CompositeLab.cvm().part("token").utf8().split("\\.", -1)[1];
    return Json.readObject("claims", Base64s.decodeUrl("claims", payload));
  }

  private static LabCase token(ObjectNode header, ObjectNode claims) {
    return CompositeLab.cvm().with("token", MAA.token(header, Bytes.utf8(claims.toString())));
  }

  private static LabCase header(String member, String value) throws MalformedInput {
    return token(MAA.header().put(member, value), claims());
  }

  private static LabCase token(ObjectNode claims) {
    return token(MAA.header(), claims);
  }

  private static LabCase tdx(TdxGuest td) {
    return tdx(td, DcapLab.answers("TDX"));
  }

  private static LabCase tdx(TdxGuest td, DcapAnswers answers) {
    return CompositeLab.gceTdx(td, answers.collateral(), CloudLab.ENDORSER, "firmware 1");
  }

  private static TdxGuest td() {
    return CompositeLab.td("firmware 1");
  }

  private static DcapQuote draft() {
    return td().draft(CompositeLab.slots("gce-tdx").whole().orElseThrow());
  }

  private static LabCase cvm(SnpGuest paravisor) {
    AzureVm vm = AzureVm.onSnp(paravisor, CloudLab.vtpm("snp-vm"));
    return CompositeLab.cvm(AzureCvm.of(vm, MAA).evidence(CompositeLab.slots(CVM), CloudLab.NOW));
  }

  private static void verified(LabCase c, String claim) {
    Verification v = c.verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag(claim)).contains(true);
  }

  /** Whoever can look into it may: genuine, and for the policy to refuse. */
  @Test
  void n62LeavesDebugToAppraisalAsAClaim() {
    Bytes debug = Bytes.of(0x1f, 0, 0x0b, 0);
    verified(cvm(CloudLab.PARAVISOR.writing(0x008, debug)), "/debug");
    verified(CompositeLab.gceSnp(CompositeLab.GCE_A.writing(0x008, debug)), "/policy/debug");
    verified(tdx(td().writing(120, Bytes.ofHex("0100001000000000"))), "/td_attribute_bits/debug");
  }

  @Test
  void n62RefusesAReportThatTheGuestAskedForItself() {
    assertThat(cvm(CloudLab.PARAVISOR.writing(0x030, Bytes.of(2))).failed())
        .containsExactly("azure-hcl.vmpl");
  }

  /** A report under the certificate of another TCB than it reports. */
  @Test
  void n63RefusesAReportedTcbThatIsNotTheCertificates() {
    Bytes reserved = Bytes.of(0x01);
    assertThat(CompositeLab.gceSnp(CompositeLab.GCE_A.writing(0x182, reserved)).failed())
        .containsExactly("sev-snp.tcb-matches-certificate");
    assertThat(cvm(CloudLab.PARAVISOR.writing(0x182, reserved)).failed())
        .containsExactly("sev-snp.tcb-matches-certificate");
  }

  @Test
  void n64RefusesVersionsAndReservedBytesOfReportAndQuote() {
    SnpGuest reserved = CompositeLab.GCE_A.writing(0x04c, Bytes.of(0x80));
    assertThat(CompositeLab.gceSnp(reserved).failed()).containsExactly("sev-snp.reserved-zero");
    byte[] quote = CompositeLab.gceTdx().part("quote").toArray();
    quote[0] = 9;
    assertThat(CompositeLab.gceTdx().with("quote", Bytes.of(quote)).verify().verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  /** A header that is read by the layout of another version would show another key. */
  @ParameterizedTest
  @CsvSource({"4, 3", "12, 1", "16, 1", "20, 1", "1220, 2", "1224, 3", "1228, 4"})
  void n64RefusesOtherVersionsAndTypesInTheHeaderOfAnAzureVm(int offset, int value) {
    byte[] report = CompositeLab.cvm().part("hcl_report").toArray();
    report[offset] = (byte) value;
    assertThat(CompositeLab.cvm().with("hcl_report", Bytes.of(report)).failed())
        .containsExactly("evidence.malformed");
  }

  /** Signed by the instance's own key, and no quote of a TPM, or one over registers of no TPM. */
  @Test
  void n64RefusesAStructureOfAnotherLayoutByTheKeyOfAShieldedVm() {
    SoftTpm vtpm = CompositeLab.SHIELDED_A.vtpm("ro quiet");
    AttestFields honest = vtpm.quote(CompositeLab.raw("quote"), SoftTpm.everything());
    assertThat(shielded(vtpm, honest).failed()).isEmpty();
    assertThat(shielded(vtpm, honest.withMagic(0xff544348L)).failed())
        .containsExactly("tpm2-quote.magic");
    assertThat(shielded(vtpm, honest.withType(0x8017)).failed()).containsExactly("evidence.kind");
  }

  private static LabCase shielded(SoftTpm vtpm, AttestFields fields) {
    Bytes attest = fields.encode();
    return CompositeLab.shielded().with("attest", attest).with("signature", vtpm.signature(attest));
  }

  /** Relay: half of the slot is ours, the half that binds the key is not. */
  @Test
  void n65RefusesReportDataThatHoldsHalfOfWhatIsExpected() {
    Bytes half =
        Bytes.concat(
            CompositeLab.slots("gce-tdx").whole().orElseThrow().slice(0, 32), Bytes.zeros(32));
    assertThat(CompositeLab.gceTdx().with("quote", td().quote(half)).failed())
        .containsExactly("tdx.report-data");
    assertThat(CompositeLab.gceSnp().with("report", CompositeLab.GCE_A.report(half)).failed())
        .containsExactly("sev-snp.report-data");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 112}) // MRSIGNERSEAM, SEAMATTRIBUTES
  void n66RefusesATdxModuleThatIsNotIntels(int offset) {
    assertThat(tdx(td().writing(offset, Bytes.of(1))).failed()).containsExactly("tdx.tdx-module");
  }

  /** The paravisor's TD is named by its report; the quote is of another TD on that machine. */
  @Test
  void n66RefusesTheQuoteOfAnotherTd() {
    LabCase c = CompositeLab.cvmOnTdx();
    assertThat(c.failed()).isEmpty();
    TdxGuest other = TdxGuest.launch(DcapLab.PLATFORM, 4, "another image");
    Bytes quote = other.quote(AzureVm.boundData(CloudLab.TDX_VM.runtimeData()));
    assertThat(c.with("quote", quote).failed()).containsExactly("azure-hcl.quote-td");
  }

  @ParameterizedTest
  @CsvSource({"128, tdx.qe-mrsigner", "256, tdx.qe-isvprodid", "48, tdx.qe-attributes"})
  void n67RefusesAQuotingEnclaveThatIsNotIntels(int offset, String check) {
    Bytes quote = draft().qeWriting(offset, Bytes.of(0x0a)).bytes();
    assertThat(CompositeLab.gceTdx().with("quote", quote).failed()).containsExactly(check);
  }

  @Test
  void n68RefusesAnAttestationKeyThatTheQeDidNotBind() {
    Bytes quote = draft().unbound().bytes();
    assertThat(CompositeLab.gceTdx().with("quote", quote).failed())
        .containsExactly("tdx.qe-report-binds-key");
  }

  /** The token's key in the certificate of an enclave that holds another one. */
  @Test
  void n68RefusesATokenKeyWithTheQuoteOfAnotherKey() {
    MaaService foreign = MaaService.of(LabPki.named("another region"), DcapLab.PLATFORM, "ours");
    ObjectNode jwk = LabToken.jwk(MAA.kid(), MAA.key());
    jwk.set("x5c", foreign.jwk().path("x5c"));
    assertThat(CompositeLab.cvm().withCollateral("jwks", LabToken.jwks(jwk)).failed())
        .containsExactly("evidence.malformed");
  }

  @Test
  void n69RefusesStaleAndForeignTcbInfo() {
    String stale = DcapAnswers.tcbInfo("TDX", FROM, CloudLab.NOW.minusSeconds(1), "UpToDate");
    String foreign =
        DcapAnswers.tcbInfo("TDX", FROM, UNTIL, "UpToDate")
            .replace(DcapPlatform.FMSPC.hex(), "00906a00fffe");
    assertThat(tcbInfo(stale).failed()).containsExactly("tdx.tcb-info-fresh");
    assertThat(tcbInfo(foreign).failed()).containsExactly("tdx.tcb-info-fmspc");
  }

  private static LabCase tcbInfo(String body) {
    Bytes answer = DcapPki.answer("tcbInfo", body, DcapLab.PKI.tcbSigner());
    return tdx(td(), DcapLab.answers("TDX").withTcbInfo(answer));
  }

  @Test
  void n72RefusesAnAnswerAboutAPolicyForTheToken() throws MalformedInput {
    ObjectNode answer = claims().put("x-ms-policy-result", "PolicyModified");
    answer.remove("x-ms-attestation-type");
    assertThat(token(answer).failed()).containsExactly("evidence.kind");
  }

  /** A genuine quote of an enclave on the same machine, over our nonce. */
  @Test
  void n72RefusesTheQuoteOfAnEnclaveForThatOfATd() {
    Bytes sgx = DcapLab.ENCLAVE.quote(CompositeLab.slots("gce-tdx").whole().orElseThrow());
    assertThat(CompositeLab.gceTdx().with("quote", sgx).failed()).containsExactly("tdx.quote-tee");
  }

  /** Azure's report of the same chip: its report data are not ours. */
  @Test
  void n72RefusesTheReportOfAnAzureVmForAGuestsOwn() {
    AzureVm vm = AzureVm.onSnp(CompositeLab.GCE_A, CloudLab.vtpm("snp-vm"));
    Bytes report = vm.hclReport(vm.runtimeData()).slice(0x20, 0x20 + 1184);
    assertThat(CompositeLab.gceSnp().with("report", report).failed())
        .containsExactly("sev-snp.report-data");
  }

  /** A verdict from the log of the same VM, which holds no key. */
  @Test
  void n72DoesNotTakeALogEntryForAnIdentity() {
    Bytes log = CompositeLab.SHIELDED_A.log(List.of()).parts().values().iterator().next();
    LabCase c = CompositeLab.shielded().with("identity", log);
    assertThat(c.verify().verdict()).isNotEqualTo(Verdict.VERIFIED);
    assertThat(c.ids(Outcome.PASSED)).doesNotContain("gce-shielded-vm.attestation-key");
  }

  @Test
  void n73RefusesASecondAttestationKeyInTheRuntimeData() {
    String data = CompositeLab.VM_A.runtimeData().utf8();
    String key = data.substring(data.indexOf('[') + 1, data.indexOf("}]") + 1);
    Bytes two = Bytes.utf8(data.replace("\"keys\":[", "\"keys\":[" + key + ","));
    assertThat(CompositeLab.cvm().with("hcl_report", CompositeLab.VM_A.hclReport(two)).failed())
        .containsExactly("evidence.malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "nOnE", "HS256", "PS256", ""})
  void n74RefusesEveryOtherAlgorithmThanTheTokensOwn(String alg) throws MalformedInput {
    assertThat(header("alg", alg).failed()).contains("token.algorithm");
  }

  @Test
  void n74RefusesAnEmptySignature() {
    String token = CompositeLab.cvm().part("token").utf8();
    Bytes cut = Bytes.utf8(token.substring(0, token.lastIndexOf('.') + 1));
    assertThat(CompositeLab.cvm().with("token", cut).failed())
        .containsExactly("evidence.signature");
  }

  @Test
  void n75RefusesAnHmacUnderThePublicKeyOfTheService() throws MalformedInput {
    Bytes payload = Bytes.utf8(claims().toString());
    for (Bytes token : HmacForger.tokens(MAA.header(), payload, MAA.key().getPublic())) {
      assertThat(CompositeLab.cvm().with("token", token).failed())
          .containsExactly("token.algorithm", "evidence.signature");
    }
  }

  @Test
  void n76NeverTakesAKeyFromTheTokensHeader() throws MalformedInput {
    ObjectNode header = MAA.header();
    header.set("jwk", LabToken.jwk("forger", FORGER));
    Bytes forged = LabToken.rs256(FORGER, header, Bytes.utf8(claims().toString()));
    assertThat(CompositeLab.cvm().with("token", forged).failed())
        .containsExactly("maa-jwt.header", "evidence.signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ours.lab.attest.example.forger.example/certs",
        "https://ours.lab.attest.example@forger.example/certs",
        "http://ours.lab.attest.example/certs"
      })
  void n77RefusesASetOfKeysThatIsNotTheIssuersOwn(String jku) throws MalformedInput {
    assertThat(header("jku", jku).failed()).containsExactly("maa-jwt.jku");
  }

  @Test
  void n78RefusesTwoKeysWithOneIdAndFindsNoneForAnUnknownOne() throws MalformedInput {
    Bytes two = LabToken.jwks(MAA.jwk(), LabToken.jwk(MAA.kid(), FORGER));
    assertThat(CompositeLab.cvm().withCollateral("jwks", two).failed())
        .containsExactly("token.key");
    assertThat(header("kid", "../../etc/passwd").verify().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crit", "b64", "zip", "enc", "p2c"})
  void n79RefusesWhatAVerifierWouldHaveToObey(String member) throws MalformedInput {
    assertThat(header(member, "DEF").failed()).containsExactly("maa-jwt.header");
  }

  @Test
  void n80RefusesClaimsTenThousandDeep() throws MalformedInput {
    String deep = claims().put("x", "y").toString();
    deep = deep.replace("\"y\"", "[".repeat(10_000) + "]".repeat(10_000));
    assertThat(CompositeLab.cvm().with("token", MAA.token(MAA.header(), Bytes.utf8(deep))).failed())
        .containsExactly("evidence.malformed");
  }

  /** All providers of a region sign with one key: the VM of another tenant's is as genuine. */
  @Test
  void n81RefusesATokenOfAnotherTenantAndOneThatIsOver() throws MalformedInput {
    MaaService other = MaaService.of(CloudLab.LAB, DcapLab.PLATFORM, "theirs");
    assertThat(token(other.header(), claims().put("iss", other.issuer())).failed())
        .containsExactly("token.issuer");
    assertThat(token(claims().put("exp", CloudLab.NOW.getEpochSecond())).failed())
        .containsExactly("token.validity");
  }

  @Test
  void n81RefusesAnEndorsementFromTheFuture() {
    GceEndorser later = GceEndorser.of(CloudLab.LAB, CloudLab.NOW.plusSeconds(3600));
    assertThat(CompositeLab.gceTdx("firmware 1", later, "firmware 1").failed())
        .contains("gce-endorsement.timestamp");
    SnpGuest a = CompositeLab.GCE_A;
    assertThat(CompositeLab.gceSnp(a, a.collateral(CloudLab.NOW), later, "firmware 1").failed())
        .contains("gce-endorsement.timestamp");
  }

  @Test
  void n82LeavesOpenATypeOfTokenThatIsNotKnown() throws MalformedInput {
    LabCase c = token(claims().put("x-ms-attestation-type", "sgx2"));
    assertThat(c.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
