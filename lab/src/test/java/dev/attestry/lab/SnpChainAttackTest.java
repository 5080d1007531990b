package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks on the chain of a lab guest, and the finding that stops each. */
final class SnpChainAttackTest {

  private static final SnpGuest GUEST = SnpGuest.launch(SnpLab.MILAN, 3, SnpLab.RANDOM);

  @Test
  void builtInAnchorsRefuseLabEvidence() {
    VerificationInput input =
        SnpLab.input(GUEST.collateral(SnpLab.NOW)).withAnchors(TrustAnchors.builtIn());
    Verification v = SnpLab.verify(GUEST, input);
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(SnpLab.failed(v)).containsExactly("sev-snp.ark-pinned");
  }

  @Test
  void anArkPinnedForAnotherProductIsNoAnchor() {
    VerificationInput input =
        SnpLab.input(GUEST.collateral(SnpLab.NOW))
            .withAnchors(TrustAnchors.of(List.of(SnpLab.GENOA.anchor())));
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, input))).containsExactly("sev-snp.ark-pinned");
  }

  @Test
  void n37RefusesAVcekUnderTheChainOfAnotherProduct() {
    Collateral mixed =
        with(
            with(GUEST.collateral(SnpLab.NOW), "ask", SnpLab.GENOA.ask()),
            "ark",
            SnpLab.GENOA.ark());
    Verification v = SnpLab.verify(GUEST, SnpLab.input(mixed));
    assertThat(SnpLab.failed(v)).contains("sev-snp.chain-form", "sev-snp.product");
  }

  @Test
  void n37RefusesAVcekThatNamesAnotherProductThanItsChain() {
    SnpGuest lying = GUEST.certifiedFor("Genoa", SnpTcb.CURRENT, Optional.of(GUEST.hardwareId()));
    assertThat(SnpLab.failed(SnpLab.verify(lying)))
        .containsExactly("sev-snp.signing-key", "sev-snp.product");
  }

  @Test
  void n37RefusesAVlekWhereTheReportSaysVcek() {
    SnpGuest vlek = SnpGuest.launchUnderVlek(SnpLab.MILAN, 3, SnpLab.RANDOM);
    SnpGuest saysVcek = vlek.writing(0x048, Bytes.zeros(4));
    assertThat(SnpLab.failed(SnpLab.verify(saysVcek))).containsExactly("sev-snp.signing-key");
  }

  @Test
  void n37RefusesAVlekThatIsPassedOffAsAVcek() {
    SnpGuest vlek = SnpGuest.launchUnderVlek(SnpLab.MILAN, 3, SnpLab.RANDOM);
    Collateral c = vlek.collateral(SnpLab.NOW);
    Collateral renamed =
        new Collateral(
            c.items().stream()
                .map(
                    i ->
                        i.role().equals("vlek")
                            ? new Collateral.Item("vcek", i.bytes(), i.source())
                            : i)
                .toList());
    SnpGuest saysVcek = vlek.writing(0x048, Bytes.zeros(4));
    assertThat(SnpLab.failed(SnpLab.verify(saysVcek, SnpLab.input(renamed))))
        .contains("sev-snp.signing-key", "sev-snp.chip-id");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0, 27, 219", // boot loader
    "0, 4, 1, 27, 219", // TEE
    "0, 4, 0, 26, 219", // SNP
    "0, 4, 0, 27, 218", // microcode
  })
  void n38RefusesAVcekOfAnotherTcbThanReported(
      int fmc, int bootloader, int tee, int snp, int microcode) {
    SnpTcb other = new SnpTcb(fmc, bootloader, tee, snp, microcode);
    SnpGuest guest = GUEST.certifiedFor("Milan-B0", other, Optional.of(GUEST.hardwareId()));
    assertThat(SnpLab.failed(SnpLab.verify(guest)))
        .containsExactly("sev-snp.tcb-matches-certificate");
  }

  @Test
  void n38RefusesATurinVcekOfAnotherFmc() {
    SnpGuest turin = SnpGuest.launch(SnpLab.TURIN, 5, SnpLab.RANDOM);
    SnpGuest other =
        turin.certifiedFor("Turin", new SnpTcb(0, 4, 0, 27, 219), Optional.of(turin.hardwareId()));
    assertThat(SnpLab.failed(SnpLab.verify(other)))
        .containsExactly("sev-snp.tcb-matches-certificate");
  }

  @Test
  void n38RefusesAVcekOfAnotherChip() {
    Bytes otherChip = Bytes.ofHex("c1".repeat(64));
    SnpGuest guest = GUEST.certifiedFor("Milan-B0", SnpTcb.CURRENT, Optional.of(otherChip));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.chip-id");
  }

  @Test
  void n38RefusesAVcekWithoutHardwareId() {
    SnpGuest guest = GUEST.certifiedFor("Milan-B0", SnpTcb.CURRENT, Optional.empty());
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.chip-id");
  }

  @Test
  void n38RefusesAVcekWhoseHardwareIdIsOnlyAPrefix() {
    SnpGuest guest =
        GUEST
            .writing(0x1a8, Bytes.zeros(56))
            .certifiedFor("Milan-B0", SnpTcb.CURRENT, Optional.of(GUEST.hardwareId().slice(0, 8)));
    assertThat(SnpLab.failed(SnpLab.verify(guest))).containsExactly("sev-snp.chip-id");
  }

  @Test
  void n38RefusesATurinChipIdWithBytesAfterTheHardwareId() {
    SnpGuest turin = SnpGuest.launch(SnpLab.TURIN, 5, SnpLab.RANDOM).writing(0x1a8, Bytes.of(0x01));
    assertThat(SnpLab.failed(SnpLab.verify(turin))).containsExactly("sev-snp.chip-id");
  }

  @Test
  void refusesARevokedAsk() {
    Bytes crl =
        SnpLab.MILAN.crl(
            SnpLab.NOW.minusSeconds(60), SnpLab.NOW.plusSeconds(60), SnpLab.MILAN.ask());
    Collateral c = with(GUEST.collateral(SnpLab.NOW), "crl", crl);
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, SnpLab.input(c))))
        .containsExactly("sev-snp.not-revoked");
  }

  @Test
  void refusesAStaleCrlAndACrlOfAnotherProduct() {
    Bytes stale = SnpLab.MILAN.crl(SnpLab.NOW.minusSeconds(120), SnpLab.NOW.minusSeconds(60));
    assertThat(failedWith("crl", stale)).containsExactly("sev-snp.crl-fresh");
    Bytes other = SnpLab.GENOA.crl(SnpLab.NOW.minusSeconds(60), SnpLab.NOW.plusSeconds(60));
    assertThat(failedWith("crl", other)).containsExactly("sev-snp.crl-signature");
  }

  @Test
  void refusesACertificateThatIsNotValidYetOrAnyMore() {
    VerificationInput input = SnpLab.input(GUEST.collateral(SnpLab.NOW));
    for (int days : List.of(-365, 9 * 365)) {
      VerificationInput then =
          VerificationInput.asGiven(SnpLab.NOW.plus(Duration.ofDays(days)), Crypto.fastest())
              .withAnchors(input.anchors())
              .withCollateral(input.collateral());
      assertThat(SnpLab.failed(SnpLab.verify(GUEST, then)))
          .contains("sev-snp.validity", "sev-snp.crl-fresh");
    }
  }

  private static List<String> failedWith(String role, Bytes bytes) {
    Collateral c = with(GUEST.collateral(SnpLab.NOW), role, bytes);
    return SnpLab.failed(SnpLab.verify(GUEST, SnpLab.input(c)));
  }

  /** That a signature held once says nothing of other bytes, another issuer or a later time. */
  @Test
  void aRememberedListVouchesForNothingElse() {
    Collateral good = GUEST.collateral(SnpLab.NOW);
    VerificationInput remembering =
        SnpLab.input(good).withCrypto(Crypto.fastest().rememberingCertificates(8));
    for (int i = 0; i < 2; i++) {
      assertThat(SnpLab.verify(GUEST, remembering).verdict()).isEqualTo(Verdict.VERIFIED);
    }
    byte[] altered = good.get("crl").orElseThrow().bytes().toArray();
    altered[altered.length - 1] ^= 1; // in the signature
    Verification forged =
        SnpLab.verify(GUEST, remembering.withCollateral(with(good, "crl", Bytes.of(altered))));
    assertThat(SnpLab.failed(forged)).containsExactly("sev-snp.crl-signature");
    Bytes others = SnpLab.GENOA.crl(SnpLab.NOW.minusSeconds(60), SnpLab.NOW.plusSeconds(60));
    Verification foreign =
        SnpLab.verify(GUEST, remembering.withCollateral(with(good, "crl", others)));
    assertThat(SnpLab.failed(foreign)).containsExactly("sev-snp.crl-signature");
    VerificationInput later =
        VerificationInput.asGiven(SnpLab.NOW.plus(Duration.ofDays(1)), remembering.crypto())
            .withCollateral(good)
            .withAnchors(remembering.anchors());
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, later))).contains("sev-snp.crl-fresh");
  }

  private static Collateral with(Collateral c, String role, Bytes bytes) {
    return new Collateral(
        Stream.concat(
                c.items().stream().filter(i -> !i.role().equals(role)),
                Stream.of(new Collateral.Item(role, bytes, "test")))
            .toList());
  }
}
