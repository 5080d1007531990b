package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotes that somebody lies with; the numbers are those of the threat model. */
final class TpmQuoteAttackTest {

  private static final Map<HashAlgorithm, List<Integer>> SOME =
      Map.of(HashAlgorithm.SHA256, List.of(0, 4, 7));

  private final SoftTpm tpm = TpmLab.booted();

  private AttestFields honest() {
    return tpm.quote(TpmLab.NONCE, SoftTpm.everything());
  }

  private Verification judge(AttestFields fields) {
    return TpmLab.verify(tpm, tpm.evidence(fields, SoftTpm.everything()));
  }

  /**
   * N39, CVE-2024-29038 and CVE-2024-29040: made outside a TPM, by a key that is not restricted.
   */
  @Test
  void n39RejectsAStructureThatDoesNotBeginAsATpmsDo() {
    Verification v = judge(honest().withMagic(0xff544348L));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.magic");
  }

  /** N40: NV, TIME, CREATION, CERTIFY, SESSION_AUDIT with our nonce in extraData. */
  @ParameterizedTest
  @ValueSource(ints = {0x8014, 0x8015, 0x8016, 0x8017, 0x8019, 0x801a, 0x801c, 0})
  void n40RejectsOtherAttestationsByTheSameKey(int type) {
    Verification v = judge(honest().withType(type));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("evidence.kind");
    assertThat(v.claims().at("/pcrs")).isEmpty();
  }

  /**
   * A guest asks AWS to sign a software key of its own beside the true registers, and quotes with
   * it a SHA-256 bank that it made up: the document speaks of its SHA-384 bank alone.
   */
  @Test
  void aNitroTpmDocumentVouchesForNoRegisterOfABankThatItDoesNotHold() {
    NitroPki pki = NitroPki.of(LabPki.named("tpm tests, nitro"));
    Bytes software = Bytes.of(tpm.ak().keys().getPublic().getEncoded());
    Bytes document =
        NitroTpm.running(pki, "i-0123456789abcdef0", "attestable ami")
            .attest(
                new NitroDocument.Request(
                    TpmLab.NOW,
                    Optional.of(TpmLab.NONCE),
                    Optional.empty(),
                    Optional.of(software)));
    Evidence e =
        TpmLab.with(
            TpmLab.without(tpm.evidence(TpmLab.NONCE), "ak_chain"), "nitro_document", document);
    Verification v = TpmLab.SCHEME.verify(e, TpmLab.input(TrustAnchors.of(List.of(pki.anchor()))));
    assertThat(v.claims().said().text("/ak/provenance")).contains("nitrotpm-document");
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).contains("tpm2-quote.nitro-document");
    assertThat(v.claims().said().at("/pcrs")).isEmpty();
    assertThat(v.claims().said().at("/boot")).isEmpty();
  }

  /** N41, CVE-2024-29039: a policy that reads PCR 7 finds nothing if PCR 7 was not quoted. */
  @Test
  void n41ClaimsNoRegisterThatTheQuoteDoesNotCover() {
    Map<HashAlgorithm, List<Integer>> few = Map.of(HashAlgorithm.SHA256, List.of(0, 4));
    Evidence e = tpm.evidence(tpm.quote(TpmLab.NONCE, few), few);
    Verification v = TpmLab.verify(tpm, TpmLab.without(TpmLab.without(e, "eventlog"), "ima_log"));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().at("/pcrs/sha256/4")).isPresent();
    assertThat(v.claims().at("/pcrs/sha256/7")).isEmpty();
  }

  @Test
  void n41RejectsAQuoteOverNothing() {
    Verification v = judge(tpm.quote(TpmLab.NONCE, Map.of()));
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.pcr-selection");
    Bytes none = AttestFields.quoteInfo(tpm.boot().pcrs(), Map.of(HashAlgorithm.SHA256, List.of()));
    assertThat(TpmLab.failed(judge(honest().withBody(none))))
        .containsExactly("tpm2-quote.pcr-selection");
  }

  /** N42: the SHA-1 bank is quoted, values of the SHA-256 bank are shown. */
  @Test
  void n42RejectsValuesOfAnotherBankThanTheQuotedOne() {
    Map<HashAlgorithm, List<Integer>> sha1 = Map.of(HashAlgorithm.SHA1, List.of(0, 4, 7));
    Verification v = TpmLab.verify(tpm, tpm.evidence(tpm.quote(TpmLab.NONCE, sha1), SOME));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.pcr-digest");
    assertThat(v.claims().at("/pcrs")).isEmpty();
  }

  /** N43, GHSA-99cg-575x-774p: a register beside the quoted ones, with a value to please. */
  @Test
  void n43IgnoresAndNamesValuesThatWereNotQuoted() {
    Map<HashAlgorithm, List<Integer>> more =
        Map.of(HashAlgorithm.SHA256, List.of(0, 4, 7, 14), HashAlgorithm.SHA1, List.of(0));
    Evidence e = tpm.evidence(tpm.quote(TpmLab.NONCE, SOME), more);
    Verification v = TpmLab.verify(tpm, TpmLab.without(TpmLab.without(e, "eventlog"), "ima_log"));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().at("/pcrs/sha256/14")).isEmpty();
    assertThat(v.claims().at("/pcrs/sha1")).isEmpty();
    assertThat(v.findings())
        .anyMatch(f -> f.detail().contains("sha1:0") && f.detail().contains("sha256:14"));
  }

  /** N44: bitmaps of other sizes, banks twice, banks that we do not compute. */
  @ParameterizedTest
  @MethodSource("oddSelections")
  void n44RejectsOddSelections(Bytes selection) {
    Bytes digest = Bytes.zeros(32);
    Bytes body = new LabBytes().add(selection).sized(digest).bytes();
    Verification v = judge(honest().withBody(body));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.pcr-selection");
  }

  static Stream<Bytes> oddSelections() {
    return Stream.of(
            "00000001 000b 04 91000001", // PCR 24
            "00000001 000b 02 9100",
            "00000001 000b 00",
            "00000002 000b 03 910000 000b 03 000080", // one bank twice
            "00000002 000b 03 910000 0012 03 910000", // SM3
            "00000001 0027 03 910000") // SHA3-256
        .map(s -> Bytes.ofHex(s.replace(" ", "")));
  }

  /** N45: absent, empty, a prefix, longer, of another session. */
  @ParameterizedTest
  @MethodSource("otherNonces")
  void n45RejectsAQuoteForAnotherNonce(Bytes nonce) {
    Verification v = judge(tpm.quote(nonce, SoftTpm.everything()));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("evidence.nonce");
  }

  static Stream<Bytes> otherNonces() {
    return Stream.of(
        Bytes.EMPTY,
        TpmLab.NONCE.slice(0, 31),
        TpmLab.NONCE.slice(0, 16),
        Bytes.concat(TpmLab.NONCE, Bytes.of(0)),
        Bytes.zeros(32),
        HashAlgorithm.SHA256.digest(Bytes.utf8("another session")));
  }

  /** N45: a nonce that can be searched, or none at all, is no freshness where that is required. */
  @Test
  void n45LeavesOpenWhatNoRealNonceShows() {
    Bytes narrow = TpmLab.NONCE.slice(0, 8);
    Evidence e = tpm.evidence(tpm.quote(narrow, SoftTpm.everything()), SoftTpm.everything());
    VerificationInput full = TpmLab.input(tpm);
    Verification v = TpmLab.SCHEME.verify(e, full.withExpectedNonce(narrow));
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(TpmLab.skipped(v)).containsExactly("evidence.nonce");
    VerificationInput asGiven = full.withExpectedNonce(narrow).withProfile(Profile.AS_GIVEN);
    assertThat(TpmLab.SCHEME.verify(e, asGiven).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  /** N46, CVE-2021-3406 and CVE-2022-1053: one TPM's certificate, another one's key. */
  @Test
  void n46RejectsAKeyBesideTheCertificateOfAnotherTpm() {
    SoftTpm other =
        SoftTpm.boot(TpmLab.PKI, "host-2", LabKeyType.P256, TpmLab.NOW, TpmLab.COMMAND_LINE);
    Evidence e = other.evidence(TpmLab.NONCE);
    Verification v = TpmLab.verify(tpm, TpmLab.with(e, "ak_chain", tpm.chain()));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).contains("tpm2-quote.ak-consistent");
  }

  /** N46: not restricted, not fixed to the TPM, able to decrypt, unable to sign. */
  @ParameterizedTest
  @ValueSource(longs = {0x00040072L, 0x00050070L, 0x00070072L, 0x00010072L})
  void n46RejectsAKeyThatMaySignAnything(long attributes) {
    Evidence e =
        TpmLab.with(tpm.evidence(TpmLab.NONCE), "ak_tpm_public", tpm.tpmPublic(attributes));
    Verification v = TpmLab.verify(tpm, e);
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-attributes");
  }

  /** N47, CVE-2025-13609: another TPM answers in the name of one that is known by its key. */
  @Test
  void n47RejectsAnotherTpmInThePlaceOfThePinnedOne() {
    SoftTpm other =
        SoftTpm.boot(LabPki.named("elsewhere"), "host-1", LabKeyType.P256, TpmLab.NOW, "/vmlinuz");
    Evidence e = TpmLab.without(other.evidence(TpmLab.NONCE), "ak_chain");
    Bytes pinned = tpm.tpmPublic(SoftTpm.AK_ATTRIBUTES);
    Verification v = TpmLab.SCHEME.verify(e, TpmLab.input(TpmLab.pinning("ak_tpm_public", pinned)));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-provenance");
  }

  @Test
  void rejectsAChainOfAnotherMaker() {
    SoftTpm other =
        SoftTpm.boot(LabPki.named("elsewhere"), "host-1", LabKeyType.P256, TpmLab.NOW, "/vmlinuz");
    VerificationInput lists = TpmLab.input(tpm).withCollateral(TpmLab.input(other).collateral());
    Verification v = TpmLab.SCHEME.verify(other.evidence(TpmLab.NONCE), lists);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-provenance");
  }

  @Test
  void leavesOpenAKeyThatNothingVouchesFor() {
    Evidence e = TpmLab.without(tpm.evidence(TpmLab.NONCE), "ak_chain");
    Verification v = TpmLab.verify(tpm, e);
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(TpmLab.skipped(v)).containsExactly("tpm2-quote.ak-provenance");
  }

  /** N48, CVE-2023-3674: a bad signature is a verdict, whatever else is right. */
  @Test
  void n48RefutesWhatIsNotSigned() {
    Evidence e = tpm.evidence(TpmLab.NONCE);
    Bytes other = tpm.signature(Bytes.utf8("something else"));
    Verification v = TpmLab.verify(tpm, TpmLab.with(e, "signature", other));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.signature");
  }

  @Test
  void n48RefutesAQuoteThatSaysItIsNotSigned() {
    Evidence e = TpmLab.with(tpm.evidence(TpmLab.NONCE), "signature", Bytes.of(0, 0x10));
    assertThat(TpmLab.verify(tpm, e).verdict()).isEqualTo(Verdict.REFUTED);
  }

  /** N49: cleared, rolled back, another firmware, a clock that may have been shown before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"clock\": 86400001}",
        "{\"reset_count\": 8}",
        "{\"reset_count\": 7, \"restart_count\": 1}",
        "{\"firmware_version\": \"0001000200030005\"}"
      })
  void n49RejectsATpmThatWentBack(String previous) {
    Verification v =
        TpmLab.SCHEME.verify(
            tpm.evidence(TpmLab.NONCE),
            TpmLab.input(tpm).withStated(TpmLab.stated("{\"previous_clock\": " + previous + "}")));
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.clock");
  }

  @Test
  void n49AcceptsATpmThatWentOnAndRejectsAnUnsafeClock() {
    String before =
        "{\"previous_clock\": {\"clock\": 86399999, \"reset_count\": 6, \"restart_count\": 5,"
            + " \"safe\": true, \"firmware_version\": \"0001000200030004\"}}";
    VerificationInput input = TpmLab.input(tpm).withStated(TpmLab.stated(before));
    assertThat(TpmLab.SCHEME.verify(tpm.evidence(TpmLab.NONCE), input).verdict())
        .isEqualTo(Verdict.VERIFIED);
    AttestFields.Clock unsafe = new AttestFields.Clock(86_400_000L, 7, 0, 0, 0x0001000200030004L);
    Evidence e = tpm.evidence(honest().withClock(unsafe), SoftTpm.everything());
    Verification v = TpmLab.SCHEME.verify(e, input);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.clock");
    assertThat(v.claims().flag("/unverified/clock/safe")).contains(false);
  }

  /** N50, CVE-2023-1017: lengths that run over or short, bytes behind the end. */
  @Test
  void n50RefutesEveryTruncationAndEveryTail() {
    Evidence e = tpm.evidence(TpmLab.NONCE);
    for (String role : List.of("attest", "signature", "ak_tpm_public")) {
      Bytes whole = e.part(role).orElseThrow();
      for (int n = 0; n < whole.length(); n++) {
        Verification v = TpmLab.verify(tpm, TpmLab.with(e, role, whole.slice(0, n)));
        assertThat(v.verdict()).as(role + " cut at " + n).isEqualTo(Verdict.REFUTED);
        assertThat(TpmLab.failed(v)).contains("evidence.malformed");
      }
      Verification v = TpmLab.verify(tpm, TpmLab.with(e, role, Bytes.concat(whole, Bytes.of(0))));
      assertThat(v.verdict()).as(role + " with a tail").isEqualTo(Verdict.REFUTED);
    }
  }

  @Test
  void rejectsCertificatesOutsideTheirTime() {
    Instant then = TpmLab.NOW.plusSeconds(366L * 86_400);
    VerificationInput late =
        new VerificationInput(
            Profile.FULL,
            Optional.of(then),
            Optional.of(TpmLab.NONCE),
            tpm.collateral(then),
            TpmLab.input(tpm).anchors(),
            TpmLab.input(tpm).stated(),
            TpmLab.input(tpm).crypto());
    Verification v = TpmLab.SCHEME.verify(tpm.evidence(TpmLab.NONCE), late);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-validity");
  }
}
