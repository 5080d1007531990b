package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.cases.Case;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.AzureVm;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.Ec2Instance;
import dev.attestry.lab.GceEndorser;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.MaaService;
import dev.attestry.lab.ShieldedVm;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.TdxGuest;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader of the page of {@code attestry verify} is told to look at and to do. */
final class VerificationPageTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final LabPki LAB = LabPki.named("pages");
  private static final DcapPki PKI = DcapPki.of(LAB, NOW.minusSeconds(3600));
  private static final DcapPlatform PLATFORM = DcapPlatform.of(LAB, PKI, "machine");
  private static final Bytes NONCE = Bytes.ofHex("5a".repeat(64));

  private static String page(Evidence evidence, TrustAnchor... anchors) {
    Scheme scheme = Schemes.forMediaType(evidence.mediaType()).orElseThrow();
    VerificationInput input =
        VerificationInput.asGiven(NOW, Crypto.fastest())
            .withAnchors(TrustAnchors.of(List.of(anchors)));
    Judged judged = Judged.of(new Case(scheme, evidence, input), Optional.empty(), NOW);
    return String.join("\n", new VerificationPage(new Style(false)).of("case", judged));
  }

  private static String td(TdxGuest td) {
    return page(td.evidence(NONCE), PKI.anchor());
  }

  /** A guest that its host can look into is as genuine as any: the page must not stop at that. */
  @Test
  void aGenuineGuestInDebugModeIsShownAsDoubtful() {
    TdxGuest honest = TdxGuest.launch(PLATFORM, 4, "image");
    TdxGuest debug = honest.writing(120, Bytes.ofHex("01"));
    assertThat(td(debug)).contains("✔ verified", "doubtful", "! /dubious/debug");
    assertThat(td(honest)).contains("✔ verified").doesNotContain("doubtful");
  }

  /** What the page calls doubtful the rules of the format must know, once each. */
  @Test
  void theDoubtsAboutAnAzureVmAreThoseThatItsPolicyCanName() {
    TdxGuest movable = TdxGuest.launch(PLATFORM, 4, "image").writing(120, Bytes.ofHex("00000030"));
    AzureVm vm = AzureVm.onTdx(movable, AzureVm.vtpm(LAB, "vm", NOW, "ro"));
    assertThat(page(vm.evidence(NONCE), PKI.anchor()))
        .contains("! /dubious/migratable")
        .doesNotContain("! /report/dubious/migratable");
  }

  /** A copy of it will do for anybody: every policy refuses it until it says so. */
  @Test
  void aDocumentWithoutAKeyIsDoubtful() {
    Ec2Instance ec2 = Ec2Instance.of(LAB, "i-0123456789abcdef0", "eu-central-1");
    assertThat(page(ec2.evidence(), ec2.anchor())).contains("doubtful", "! /bearer");
  }

  @Test
  void whatIsNotGenuineIsNotMerelyDoubtful() {
    TdxGuest debug = TdxGuest.launch(PLATFORM, 4, "image").writing(120, Bytes.ofHex("01"));
    assertThat(page(debug.evidence(NONCE))).contains("refuted").doesNotContain("doubtful");
  }

  @Test
  void theClassSaysWhatEvidenceOfItCanAndCannotSay() {
    assertThat(td(TdxGuest.launch(PLATFORM, 4, "image")))
        .contains("class H1: " + EvidenceClass.H1.limits(), "docs/evidence/tdx.md");
  }

  @Test
  void whatWasNotStatedIsAskedForByName() {
    MaaService service = MaaService.of(LAB, PLATFORM, "ours");
    assertThat(page(service.evidence(NONCE, "app", NOW), service.anchor()))
        .contains("--state expected_issuer=VALUE", "--nonce HEX", "tcb_info")
        .doesNotContain("early_");
  }

  @Test
  void ofACompositeOnlyTheCollateralOfThePartsThatAreThereIsAskedFor() {
    SnpPki amd = HonestAnswers.AMD;
    SnpGuest guest = SnpGuest.launch(amd, 5, new SecureRandom());
    AzureVm vm = AzureVm.onSnp(guest, AzureVm.vtpm(LAB, "vm", NOW, "ro"));
    assertThat(page(vm.evidence(NONCE), amd.anchor()))
        .contains("--collateral DIR (ark, ask, crl, vcek, vlek)")
        .doesNotContain("tcb_info");
  }

  @Test
  void aMeasurementToCompareWithIsAskedForAsItIsStated() {
    GceEndorser google = GceEndorser.of(LAB, NOW);
    assertThat(page(google.evidence("firmware"), google.anchor()))
        .contains("--state expected.technology=VALUE", "--state expected.measurement=VALUE");
  }

  /** A log entry has no signature, and nothing that its reader has would give it one. */
  @Test
  void nothingIsAskedForWhereNothingWouldHelp() {
    assertThat(page(ShieldedVm.of(LAB, 42, NOW).log(List.of())))
        .contains("? inconclusive", "nothing that could be given settles what was skipped");
  }
}
