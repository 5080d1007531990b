package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Providers;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.snp.SevSnp;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lab guests of every product and version, judged with all, with less, by every provider. */
final class SnpGuestTest {

  private static final SnpGuest GUEST = SnpGuest.launch(SnpLab.MILAN, 3, SnpLab.RANDOM);

  @ParameterizedTest
  @CsvSource({"MILAN, 2", "MILAN, 3", "GENOA, 3", "GENOA, 4", "GENOA, 5", "TURIN, 3", "TURIN, 5"})
  void verifiesAGuestOfEachProductAndVersion(SnpProduct product, int version) {
    SnpGuest guest = SnpGuest.launch(pki(product), version, SnpLab.RANDOM);
    Verification v = SnpLab.verify(guest);
    assertThat(SnpLab.failed(v)).isEmpty();
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isTrue();
    assertThat(v.claims().number("/tcb/reported/microcode")).contains(219L);
    assertThat(v.claims().text("/product")).contains(product.label());
  }

  @Test
  void theSameSeedBringsTheSameArkBack() {
    SnpPki.Keys again = SnpPki.Keys.of(LabPki.named("snp tests"));
    SnpPki later = SnpPki.of(SnpProduct.MILAN, again, SnpLab.NOW);
    assertThat(later.anchor()).isEqualTo(SnpLab.MILAN.anchor());
  }

  @Test
  void theSameGuestGivesTheSameReport() {
    assertThat(GUEST.report(SnpLab.NONCE)).isEqualTo(GUEST.report(SnpLab.NONCE));
  }

  @Test
  void verifiesAGuestUnderAVlekAndSaysWhoseItIs() {
    Verification v = SnpLab.verify(SnpGuest.launchUnderVlek(SnpLab.GENOA, 3, SnpLab.RANDOM));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/signing_key")).contains("vlek");
    assertThat(v.claims().text("/csp_id")).contains("CN=lab.example");
  }

  @Test
  void isInconclusiveInFullWithoutNonceOrCrlAndIncompleteAsGiven() {
    Collateral noCrl =
        new Collateral(
            GUEST.collateral(SnpLab.NOW).items().stream()
                .filter(i -> !i.role().equals("crl"))
                .toList());
    Verification full = SnpLab.verify(GUEST, SnpLab.input(noCrl));
    assertThat(full.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Verification given = SnpLab.verify(GUEST, SnpLab.input(noCrl).withProfile(Profile.AS_GIVEN));
    assertThat(given.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(given.complete()).isFalse();
    assertThat(SnpLab.ids(given, Outcome.SKIPPED))
        .containsExactly("sev-snp.crl-signature", "sev-snp.crl-fresh", "sev-snp.not-revoked");
  }

  @Test
  void isInconclusiveWithoutAnyEndorsementOrWithoutItsChain() {
    Verification none = SnpLab.verify(GUEST, SnpLab.input(Collateral.NONE));
    assertThat(none.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Collateral.Item vcek = GUEST.collateral(SnpLab.NOW).get("vcek").orElseThrow();
    Verification leafOnly = SnpLab.verify(GUEST, SnpLab.input(new Collateral(List.of(vcek))));
    assertThat(leafOnly.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void everyProviderFindsTheSame() {
    List<SnpGuest> guests =
        List.of(
            GUEST,
            GUEST.writing(0x330, Bytes.of(1)),
            GUEST.writing(0x2a0 + 48, Bytes.of(1)),
            GUEST.certifiedFor("Milan-B0", SnpTcb.CURRENT, Optional.empty()),
            SnpGuest.launchUnderVlek(SnpLab.TURIN, 5, SnpLab.RANDOM));
    List<Crypto> providers = Providers.all();
    for (SnpGuest guest : guests) {
      VerificationInput input = SnpLab.input(guest.collateral(SnpLab.NOW));
      Evidence evidence = guest.evidence(SnpLab.NONCE);
      assertThat(
              providers.stream()
                  .map(p -> new SevSnp().verify(evidence, input.withCrypto(p)).findings())
                  .distinct())
          .hasSize(1);
    }
  }

  @Test
  void aKeptChainIsJudgedAsAFreshOne() {
    Crypto keeping = Crypto.fastest().rememberingCertificates(16);
    VerificationInput input = SnpLab.input(GUEST.collateral(SnpLab.NOW)).withCrypto(keeping);
    Verification first = SnpLab.verify(GUEST, input);
    assertThat(SnpLab.verify(GUEST, input).findings()).isEqualTo(first.findings());
    VerificationInput noAnchor = input.withAnchors(TrustAnchors.builtIn());
    assertThat(SnpLab.failed(SnpLab.verify(GUEST, noAnchor))).containsExactly("sev-snp.ark-pinned");
  }

  private static SnpPki pki(SnpProduct product) {
    return switch (product) {
      case MILAN -> SnpLab.MILAN;
      case GENOA -> SnpLab.GENOA;
      case TURIN -> SnpLab.TURIN;
    };
  }
}
