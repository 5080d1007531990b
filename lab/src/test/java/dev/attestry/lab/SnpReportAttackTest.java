package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.snp.SevSnp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks with what a report says, played by lab guests, and the finding that stops each. */
final class SnpReportAttackTest {

  private static final SnpGuest GUEST = SnpGuest.launch(SnpLab.MILAN, 3, SnpLab.RANDOM);

  @Test
  void n62LeavesDebugAndWeakPolicyToAppraisalAsClaims() {
    SnpGuest debug =
        GUEST.writing(0x008, Bytes.of(0, 0, 0x0f, 0)).writing(0x030, Bytes.of(2, 0, 0, 0));
    Verification v = SnpLab.verify(debug);
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag("/policy/debug")).contains(true);
    assertThat(v.claims().flag("/policy/migrate_ma")).contains(true);
    assertThat(v.claims().flag("/policy/smt_allowed")).contains(true);
    assertThat(v.claims().flag("/policy/single_socket")).contains(false);
    assertThat(v.claims().number("/vmpl")).contains(2L);
    assertThat(v.claims().number("/guest_svn")).contains(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"04000000", "ffffffff"})
  void n62RefusesAReportOfNoGuestPrivilegeLevel(String vmpl) {
    SnpGuest host = GUEST.writing(0x030, Bytes.ofHex(vmpl));
    assertThat(SnpLab.failed(SnpLab.verify(host))).containsExactly("sev-snp.vmpl");
  }

  @Test
  void n63ShowsEachOfTheFourTcbsOnItsOwn() {
    Bytes old = new SnpTcb(0, 3, 0, 8, 115).wire(SnpProduct.MILAN);
    Bytes newer = new SnpTcb(0, 4, 0, 28, 220).wire(SnpProduct.MILAN);
    SnpGuest guest = GUEST.writing(0x038, newer).writing(0x1e0, old).writing(0x1f0, old);
    Verification v = SnpLab.verify(guest);
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().number("/tcb/current/snp")).contains(28L);
    assertThat(v.claims().number("/tcb/reported/snp")).contains(27L);
    assertThat(v.claims().number("/tcb/committed/snp")).contains(8L);
    assertThat(v.claims().number("/tcb/launch/microcode")).contains(115L);
    assertThat(v.claims().text("/product")).contains("Milan"); // a policy may name it as broken
  }

  @Test
  void n63RefusesReservedBytesInTheReportedTcb() {
    SnpGuest guest = GUEST.writing(0x182, Bytes.of(0x01));
    assertThat(SnpLab.failed(SnpLab.verify(guest)))
        .containsExactly("sev-snp.tcb-matches-certificate");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 255})
  void n64RefusesVersionsItDoesNotKnowBeforeReadingOn(int version) {
    Verification v = SnpLab.verify(GUEST.writing(0x000, Bytes.of(version)));
    assertThat(SnpLab.failed(v)).containsExactly("sev-snp.report-version");
    assertThat(v.claims().isEmpty()).isTrue();
  }

  @Test
  void n64DoesNotReadAVersion2ReportAtVersion3Offsets() {
    SnpGuest guest = SnpGuest.launch(SnpLab.MILAN, 2, SnpLab.RANDOM);
    assertThat(SnpLab.verify(guest).claims().at("/cpuid")).isEmpty();
    SnpGuest withCpuid = guest.writing(0x188, Bytes.of(0x19, 0x01, 0x01));
    assertThat(SnpLab.failed(SnpLab.verify(withCpuid))).containsExactly("sev-snp.reserved-zero");
  }

  @Test
  void n64RefusesMitigationVectorsBeforeVersion5() {
    SnpGuest guest = GUEST.writing(0x1f8, Bytes.of(0x0b));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.reserved-zero");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x04c, 0x18b, 0x19f, 0x1eb, 0x1ef, 0x29f, 0x4b})
  void n64RefusesReservedBytesThatAreSet(int offset) {
    SnpGuest guest = GUEST.writing(offset, Bytes.of(0x80));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.reserved-zero");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x330, 0x49f})
  void n64RefusesBytesAfterTheSignature(int offset) {
    SnpGuest guest = GUEST.writing(offset, Bytes.of(0x01)); // nothing signs these
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.reserved-zero");
  }

  @Test
  void n64RefusesASignatureOfMoreThan384Bits() {
    SnpGuest guest = GUEST.writing(0x2a0 + 48, Bytes.of(0x01));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.report-signature");
  }

  @Test
  void n64RefusesAnUnknownSignatureAlgorithm() {
    SnpGuest guest = GUEST.writing(0x034, Bytes.of(0));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.signature-algorithm");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 7})
  void n64RefusesAMaskedOrUnknownSigningKey(int bits) {
    SnpGuest guest = GUEST.writing(0x048, Bytes.of(bits << 2 | 2));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.signing-key");
  }

  @Test
  void n64ShowsAuthorKeyAndMaskBits() {
    Verification v = SnpLab.verify(GUEST.writing(0x048, Bytes.of(3)));
    assertThat(v.claims().flag("/author_key_en")).contains(true);
    assertThat(v.claims().flag("/mask_chip_key")).contains(true);
  }

  @Test
  void n64RefusesAPolicyWithoutItsReservedOne() {
    SnpGuest guest = GUEST.writing(0x00a, Bytes.of(0x01));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.policy-bit-17");
  }

  @Test
  void n64RefusesACpuThatIsNotTheCertificatesProduct() {
    SnpGuest guest = GUEST.writing(0x188, Bytes.of(0x19, 0x11));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.product");
    SnpGuest unknown = GUEST.writing(0x188, Bytes.of(0x1a, 0x50));
    assertThat(SnpLab.failed(SnpLab.verify(unknown))).containsExactly("sev-snp.product");
  }

  @Test
  void n65RefusesReportDataThatHoldsTheNonceButNotTheKeyHash() {
    VerificationInput wantsBoth =
        SnpLab.input(GUEST.collateral(SnpLab.NOW))
            .withExpectedNonce(Bytes.ofHex("5a".repeat(32) + "17".repeat(32)));
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, wantsBoth)))
        .containsExactly("sev-snp.report-data");
  }

  @Test
  void comparesAShortNonceWithItsPrefixAndZerosOnly() {
    VerificationInput input = SnpLab.input(GUEST.collateral(SnpLab.NOW));
    Bytes nonce = Bytes.ofHex("5a".repeat(32));
    Bytes padded = Bytes.concat(nonce, Bytes.zeros(32));
    SevSnp scheme = new SevSnp();
    VerificationInput wantsShort = input.withExpectedNonce(nonce);
    assertThat(scheme.verify(GUEST.evidence(padded), wantsShort).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, wantsShort)))
        .containsExactly("sev-snp.report-data"); // 0x5a goes on to the end
  }

  @Test
  void refusesAReplayedReport() {
    VerificationInput later =
        SnpLab.input(GUEST.collateral(SnpLab.NOW)).withExpectedNonce(Bytes.ofHex("00".repeat(64)));
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, later))).containsExactly("sev-snp.report-data");
  }
}
