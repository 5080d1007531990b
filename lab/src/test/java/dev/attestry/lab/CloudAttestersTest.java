package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Providers;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lab's clouds attest is taken by who trusts the lab and by nobody else. */
final class CloudAttestersTest {

  static Stream<LabCase> cases() {
    return CloudLab.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verifiesCompletely(LabCase c) {
    assertThat(c.failed()).isEmpty();
    Verification v = c.verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    // An Azure VM does not show its AK's TPMT_PUBLIC; all else was given.
    // A token alone does not show who holds the key that it names.
    assertThat(c.ids(Outcome.SKIPPED))
        .isEqualTo(
            c.name().startsWith("azure-hcl")
                ? List.of("tpm2-quote.ak-attributes")
                : c.name().equals("maa-jwt") ? List.of("evidence.key-confirmation") : List.of());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNotVerifiedByTheBuiltInAnchors(LabCase c) {
    VerificationInput builtIn = c.input().withAnchors(TrustAnchors.builtIn());
    assertThat(c.with(builtIn).verify().verdict()).isNotEqualTo(Verdict.VERIFIED);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNotVerifiedInFullWithoutTime(LabCase c) {
    VerificationInput i = c.input();
    VerificationInput timeless =
        new VerificationInput(
            Profile.FULL,
            Optional.empty(),
            i.expectedNonce(),
            i.collateral(),
            i.anchors(),
            i.stated(),
            i.crypto());
    assertThat(c.with(timeless).verify().verdict()).isNotEqualTo(Verdict.VERIFIED);
  }

  /** What is made of parts, too. */
  static Stream<LabCase> wholeAndInParts() {
    return Stream.concat(CloudLab.all(), CompositeLab.all());
  }

  @ParameterizedTest
  @MethodSource("wholeAndInParts")
  void everyProviderFindsTheSameInItAndInADamagedOne(LabCase c) {
    List<Crypto> providers = Providers.all();
    String role = c.evidence().parts().keySet().iterator().next();
    byte[] damaged = c.part(role).toArray();
    damaged[damaged.length - 3] ^= 1;
    for (LabCase each : List.of(c, c.with(role, Bytes.of(damaged)))) {
      assertThat(
              providers.stream()
                  .map(p -> each.with(each.input().withCrypto(p)).verify().findings())
                  .distinct())
          .hasSize(1);
    }
  }

  @Test
  void theSameSeedBringsTheSameEvidenceBack() {
    LabPki again = LabPki.named("cloud tests");
    assertThat(GceEndorser.of(again, now().minusSeconds(86_400)).evidence("f"))
        .isEqualTo(CloudLab.ENDORSER.evidence("f"));
    assertThat(ShieldedVm.of(again, 42, now()).identity()).isEqualTo(CloudLab.SHIELDED.identity());
  }

  private static Instant now() {
    return CloudLab.NOW;
  }

  /** As a sweep asks: by the scheme's recipe, in full. */
  @ParameterizedTest
  @CsvSource({
    "tdx, VERIFIED",
    "sgx, VERIFIED",
    "azure-hcl, VERIFIED",
    "aws-iid, INCONCLUSIVE", // holds no challenge: a copy would do as well
    "posture, VERIFIED",
    "azure-imds-attested, INCONCLUSIVE", // ten digits are no challenge
    "maa-jwt, VERIFIED",
    "azure-cvm, VERIFIED",
    "gce-shielded-vm, VERIFIED",
    "gce-tdx, VERIFIED",
    "gce-sev-snp, VERIFIED",
    "gcp-attestation-jwt, VERIFIED"
  })
  void answersTheChallengesOfASweep(String scheme, Verdict expected, @TempDir Path home)
      throws IOException {
    LabStore store = new LabStore(home, LabRandom.of(Bytes.zeros(32), "store"));
    LabAttesters attesters = new LabAttesters(store, CloudLab.NOW);
    LabAttester attester = attesters.make("cloud/vm", scheme, "app 1");
    Scheme s = Schemes.named(scheme).orElseThrow();
    Challenge challenge =
        new Challenge(
            "log.example/1", 0, Bytes.zeros(32), "cloud/vm", Bytes.zeros(16), Optional.empty());
    Slots slots = s.recipe().slots(challenge);
    Slots others =
        s.recipe()
            .slots(
                new Challenge(
                    "log.example/1",
                    0,
                    Bytes.zeros(32),
                    "cloud/vm",
                    Bytes.ofHex("11".repeat(16)),
                    Optional.empty()));
    Collected.Received r = attester.answer(slots, CloudLab.NOW);
    assertThat(r.evidence().mediaType()).isEqualTo(s.mediaType());
    VerificationInput input =
        CloudLab.input(attesters.anchors())
            .withExpected(slots)
            .withCollateral(r.collateral())
            .withStated(
                Json.object()
                    .put("expected_issuer", "https://cloud-vm.lab.attest.example")
                    .put("expected_audience", "https://attestry.lab.example"));
    Verification v = s.verify(r.evidence(), input);
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(expected);
    if (scheme.equals("gce-shielded-vm")) {
      assertThat(v.claims().flag("/unverified/integrity_log/passed")).contains(true);
    }
    assertThat(s.verify(r.evidence(), input.withExpected(others)).verdict())
        .isEqualTo(scheme.equals("aws-iid") ? Verdict.INCONCLUSIVE : Verdict.REFUTED);
  }
}
