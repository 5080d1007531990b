package dev.attestry.lab.nitro;

import static dev.attestry.lab.nitro.NitroLab.ENCLAVE;
import static dev.attestry.lab.nitro.NitroLab.NONCE;
import static dev.attestry.lab.nitro.NitroLab.NOW;
import static dev.attestry.lab.nitro.NitroLab.REQUEST;
import static dev.attestry.lab.nitro.NitroLab.TPM;
import static dev.attestry.lab.nitro.NitroLab.document;
import static dev.attestry.lab.nitro.NitroLab.failed;
import static dev.attestry.lab.nitro.NitroLab.input;
import static dev.attestry.lab.nitro.NitroLab.judge;
import static dev.attestry.lab.nitro.NitroLab.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.LabCbor;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a right document gives, and what the relying party's inputs change. */
final class NitroDocumentTest {

  @Test
  void verifiesAnEnclaveDocumentAndTellsItsClaims() {
    Verification v = judge(document().signedBy(leaf()));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isTrue();
    assertThat(v.claims().text("/module_id")).contains(ENCLAVE.moduleId());
    assertThat(v.claims().text("/instance_id")).contains("i-0123456789abcdef0");
    assertThat(v.claims().bytes("/pcrs/sha384/0")).contains(ENCLAVE.pcrs().get(0));
    assertThat(v.claims().bytes("/nonce")).contains(NONCE);
    assertThat(v.claims().at("/user_data")).isEmpty();
    assertThat(v.claims().flag("/debug")).contains(false);
    assertThat(v.claims().flag("/pcr4_is_of_instance")).contains(true);
    assertThat(v.claims().number("/timestamp")).contains(NOW.toEpochMilli());
  }

  @Test
  void verifiesANitroTpmDocumentAndTellsItsPcrsUnderTheSameNames() {
    Verification v = judge("nitrotpm", TPM.attest(REQUEST), input());
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().bytes("/pcrs/sha384/4")).contains(TPM.pcrs().get(4));
    assertThat(v.claims().flag("/debug")).isEmpty();
  }

  @Test
  void keepsUserDataAndPublicKeyOfTheLargestAndSmallestSize() {
    for (int n : new int[] {0, 1, 1024}) {
      Optional<Bytes> field = Optional.of(Bytes.zeros(n));
      Bytes d = ENCLAVE.attest(new NitroDocument.Request(NOW, Optional.of(NONCE), field, field));
      assertThat(judge(d).verdict()).as(n + " bytes").isEqualTo(Verdict.VERIFIED);
      assertThat(judge(d).claims().bytes("/public_key")).isEqualTo(field);
    }
  }

  @Test
  void builtInAnchorsRefuseLabEvidence() {
    VerificationInput builtIn = input().withAnchors(TrustAnchors.builtIn());
    assertThat(failed(judge("nitro", document().signedBy(leaf()), builtIn)))
        .containsExactly("certificate.trusted-root");
    assertThat(failed(judge("nitrotpm", TPM.attest(REQUEST), builtIn)))
        .containsExactly("certificate.trusted-root");
  }

  @Test
  void anchorsForAnotherPurposeAreNoneForAws() {
    VerificationInput other =
        input().withAnchors(TrustAnchors.of(List.of(NitroLab.PKI.root().anchor("other"))));
    assertThat(failed(judge("nitro", document().signedBy(leaf()), other)))
        .containsExactly("certificate.trusted-root");
  }

  @Test
  void rejectsAReplayedDocumentWhoseNonceIsNotOurChallenge() {
    VerificationInput fresh = input().withExpectedNonce(Bytes.ofHex("5b".repeat(32)));
    assertThat(failed(judge("nitro", document().signedBy(leaf()), fresh)))
        .containsExactly("evidence.nonce");
  }

  @Test
  void rejectsADocumentWithoutTheNonceThatWasAskedFor() {
    assertThat(failed(document().field("nonce", LabCbor.NULL).signedBy(leaf())))
        .containsExactly("evidence.nonce");
  }

  @Test
  void comparesNoncesAsBytesAndNeverAsTheHexTextOfThem() {
    Bytes ascii = Bytes.utf8(NONCE.hex());
    assertThat(failed(document().field("nonce", LabCbor.bytes(ascii)).signedBy(leaf())))
        .containsExactly("evidence.nonce");
  }

  @Test
  void isInconclusiveWithoutANonceInFullProfileAndOnlyIncompleteAsGiven() {
    VerificationInput given =
        new VerificationInput(
            Profile.AS_GIVEN,
            Optional.of(NOW),
            Optional.empty(),
            Collateral.NONE,
            input().anchors(),
            Json.object(),
            Crypto.fastest());
    Bytes d = document().signedBy(leaf());
    assertThat(judge("nitro", d, given).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(judge("nitro", d, given).complete()).isFalse();
    assertThat(judge("nitro", d, given.withProfile(Profile.FULL)).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void skipsValidityWithoutATimeOfJudgement() {
    VerificationInput timeless =
        new VerificationInput(
            Profile.AS_GIVEN,
            Optional.empty(),
            Optional.of(NONCE),
            Collateral.NONE,
            input().anchors(),
            Json.object(),
            Crypto.fastest());
    Verification v = judge("nitro", document().signedBy(leaf()), timeless);
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.first(Outcome.SKIPPED).orElseThrow().check().id())
        .isEqualTo("certificate.validity");
  }

  @Test
  void isInconclusiveWithoutADocument() {
    Scheme scheme = NitroLab.scheme("nitro");
    Evidence none = Evidence.of(scheme.mediaType(), Map.of());
    assertThat(scheme.verify(none, input()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** N24: archived evidence is judged at its own time, and says which certificate is not valid. */
  @Test
  void n24RejectsADocumentOutsideItsCertificatesLifeAndVerifiesItAtItsTime() {
    Bytes d = document().signedBy(leaf());
    for (Duration off : new Duration[] {Duration.ofHours(-1), Duration.ofHours(4)}) {
      Verification v = judge("nitro", d, at(NOW.plus(off)));
      assertThat(failed(v)).contains("certificate.validity");
      assertThat(v.first(Outcome.FAILED).orElseThrow().detail()).contains("judged at");
    }
    assertThat(judge("nitro", d, at(NOW.plusSeconds(60))).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void rejectsADocumentFromTheFuture() {
    assertThat(failed(judge("nitro", document().signedBy(leaf()), at(NOW.minusSeconds(600)))))
        .containsExactly("nitro.timestamp");
  }

  @Test
  void rejectsADocumentMadeOutsideTheLifeOfItsKey() {
    NitroDocument d =
        document().field("timestamp", LabCbor.integer(NOW.minusSeconds(86_400).toEpochMilli()));
    assertThat(failed(d.signedBy(leaf()))).containsExactly("nitro.timestamp");
  }

  /** N71: only PCR0 to PCR2 show debug mode; the document itself is genuine. */
  @Test
  void n71ShowsDebugModeByZeroPcrs() {
    NitroEnclave debug = NitroEnclave.of(NitroLab.PKI, "i-0123456789abcdef0", Map.of());
    Verification v = judge(debug.attest(REQUEST));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag("/debug")).contains(true);
  }

  /** N72: a right signature under the wrong type. */
  @Test
  void n72NeverTakesOneKindForTheOther() {
    assertThat(failed(judge("nitro", TPM.attest(REQUEST), input())))
        .containsExactly("evidence.kind");
    assertThat(failed(judge("nitrotpm", document().signedBy(leaf()), input())))
        .containsExactly("evidence.kind");
  }

  @Test
  void n72RejectsADocumentWithTheModuleIdOfTheOtherKind() {
    NitroDocument d = document().field("module_id", LabCbor.text(TPM.moduleId()));
    assertThat(failed(d.signedBy(leaf()))).containsExactly("evidence.kind");
  }

  @Test
  void n72RejectsADocumentWithBothPcrMaps() {
    NitroDocument d =
        document()
            .field(
                "nitrotpm_pcrs",
                LabCbor.map(List.of(LabCbor.integer(0), LabCbor.bytes(Bytes.zeros(48)))));
    assertThat(failed(d.signedBy(leaf()))).containsExactly("evidence.malformed");
  }

  private static VerificationInput at(Instant time) {
    return new VerificationInput(
        Profile.FULL,
        Optional.of(time),
        Optional.of(NONCE),
        Collateral.NONE,
        input().anchors(),
        Json.object(),
        Crypto.fastest());
  }
}
