package dev.attestry.scheme.gceendorsement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endorsement must not be taken for, and what its reader refuses. */
final class GceEndorsementTest {

  private static final String SNP_2 =
      "b747d55452e0b9e9079770a49e397c5e6d9573581e246da7baac4f28b5cdc5b1"
          + "b6d19251b8ee600fd16a3708f58406f3";
  private static final Path FILE = Vectors.folder("gce-endorsement").resolve("dev-snp/vector.json");

  @Test
  void refusesAMeasurementOfAnotherNumberOfProcessors() {
    assertThat(asked(2).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(asked(1).first(Outcome.FAILED).orElseThrow().check())
        .isEqualTo(EndorsementCheck.MEASUREMENT);
  }

  @Test
  void refusesAnEndorsementFromTheFuture() {
    Verification v = verify(input("2026-03-12T00:00:00Z"));
    assertThat(v.first(Outcome.FAILED).orElseThrow().check()).isEqualTo(EndorsementCheck.TIMESTAMP);
  }

  @Test
  void staysInconclusiveWithoutARootThoughTheMessageBringsOne() {
    Verification v =
        verify(VerificationInput.asGiven(Instant.parse("2026-03-13T00:00:00Z"), Crypto.jdk()));
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(v.claims().text("/digest")).isEmpty();
  }

  @Test
  void cannotAnswerAChallenge() {
    assertThat(verify(input("2026-03-13T00:00:00Z").withExpectedNonce(Bytes.of(1))).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void claimsTheMeasurementsOfBothTechnologies() throws Exception {
    Verification v = CaseFile.read(FILE, Crypto.jdk()).verify();
    assertThat(v.claims().text("/endorses/measurement")).contains(SNP_2);
    assertThat(v.claims().number("/sev_snp/measurements/1/vcpus")).contains(2L);
    assertThat(v.claims().bytes("/tdx/measurements/0/mrtd").orElseThrow().length()).isEqualTo(48);
  }

  /** All machines of one firmware come with the same one. */
  @Test
  void anEndorsementIsReadOnce() throws Exception {
    Bytes e = CaseFile.read(FILE, Crypto.jdk()).evidence().part("endorsement").orElseThrow();
    LaunchEndorsement first = LaunchEndorsement.parse(e);
    assertThat(LaunchEndorsement.parse(Bytes.of(e.toArray()))).isSameAs(first);
    Bytes other = Bytes.concat(e, Bytes.ofHex("1800"));
    assertThat(LaunchEndorsement.parse(other)).isNotSameAs(first).isEqualTo(first);
  }

  /** Field 0, a group, an overlong and an endless varint, a lying length, a cut varint. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000",
        "0b0c",
        "08808000",
        "08ffffffffffffffffff7f",
        "08ffffffffffffffffffff01",
        "0affffffffffffffff7f00",
        "0a05aabb",
        "08ff",
        "0f00",
        "f8ffffffffffffffff0100"
      })
  void refusesWhatIsNoMessage(String hex) {
    assertThatThrownBy(() -> ProtoMessage.parse("test", Bytes.ofHex(hex)))
        .isInstanceOf(MalformedInput.class);
  }

  /** Two readers could take one each. */
  @Test
  void refusesASecondValueAndAnotherWireType() throws Exception {
    ProtoMessage twice = ProtoMessage.parse("test", Bytes.ofHex("08010802"));
    assertThatThrownBy(() -> twice.number(1)).isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> twice.bytes(1)).isInstanceOf(MalformedInput.class);
    assertThat(twice.number(2)).isZero();
    ProtoMessage large = ProtoMessage.parse("test", Bytes.ofHex("08ffffffffff01"));
    assertThatThrownBy(() -> large.number32(1)).isInstanceOf(MalformedInput.class);
  }

  private static Verification asked(int vcpus) {
    ObjectNode stated = Json.object();
    stated
        .putObject("expected")
        .put("technology", "sev-snp")
        .put("measurement", SNP_2)
        .put("vcpus", vcpus);
    return verify(input("2026-03-13T00:00:00Z").withStated(stated));
  }

  private static VerificationInput input(String at) {
    return VerificationInput.asGiven(Instant.parse(at), Crypto.jdk())
        .withAnchors(
            TrustAnchors.of(
                List.of(
                    new TrustAnchor.Material(
                        "gce-tcb", "root", Vectors.part(FILE, "root"), "the test"))));
  }

  private static Verification verify(VerificationInput input) {
    GceEndorsement scheme = new GceEndorsement();
    return scheme.verify(
        Evidence.of(scheme.mediaType(), Map.of("endorsement", Vectors.part(FILE, "endorsement"))),
        input);
  }
}
