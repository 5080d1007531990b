package dev.attestry.scheme.snp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the answer is a value or MalformedInput, and never `verified`. */
final class SnpMalformedInputTest {

  private static final SevSnp SCHEME = new SevSnp();
  private static final VerificationInput INPUT =
      VerificationInput.asGiven(Instant.parse("2026-01-01T00:00:00Z"), Crypto.fastest());

  @Test
  void refusesEveryLengthButTheOne() {
    for (int n = 0; n < 1400; n++) {
      byte[] b = new byte[n];
      if (n > 0) {
        b[0] = 3;
      }
      if (n == SnpReportParser.LENGTH) {
        continue;
      }
      Bytes raw = Bytes.of(b);
      assertThatThrownBy(() -> SnpReportParser.parse(raw))
          .isInstanceOf(MalformedInput.class)
          .hasMessageContaining("SNP attestation report")
          .hasMessageContaining("1184 bytes expected, " + n + " found");
      Verification v = verify(raw, Collateral.NONE);
      assertThat(v.first(Outcome.FAILED).orElseThrow().check()).isEqualTo(SnpCheck.REPORT_LENGTH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "01000000", "06000000", "03000080", "ffffffff", "00000003"})
  void refusesUnknownVersions(String version) {
    byte[] b = new byte[SnpReportParser.LENGTH];
    Bytes.ofHex(version).copyTo(b, 0);
    assertThatThrownBy(() -> SnpReportParser.parse(Bytes.of(b)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("version 2 to 5 expected");
  }

  @Test
  void readsAnyBytesOfTheRightLengthAndVersion() throws MalformedInput {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] b = new byte[SnpReportParser.LENGTH];
      random.nextBytes(b);
      Bytes.of(2 + i % 4, 0, 0, 0).copyTo(b, 0);
      SnpReport r = SnpReportParser.parse(Bytes.of(b));
      assertThat(r.signed().length()).isEqualTo(0x2a0);
      assertThat(r.reservedSet()).isNotEmpty();
      assertThat(verify(Bytes.of(b), Collateral.NONE).verdict()).isEqualTo(Verdict.REFUTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vcek", "ask", "ark", "crl"})
  void saysWhichPieceOfCollateralIsUnreadable(String role) {
    byte[] report = new byte[SnpReportParser.LENGTH];
    report[0] = 3;
    for (String hex :
        List.of(
            "",
            "30",
            "3000",
            "3080",
            "30847fffffff",
            "3088ffffffffffffffff",
            "30".repeat(10_000),
            "2d2d2d2d2d424547494e")) {
      Collateral c =
          new Collateral(
              List.of(
                  new Collateral.Item("vcek", Bytes.of(0x30), "test"),
                  new Collateral.Item(role, Bytes.ofHex(hex), "test")));
      assertThat(verify(Bytes.of(report), c).findings())
          .anyMatch(f -> f.check() == SnpCheck.COLLATERAL_PARSE && f.outcome() == Outcome.FAILED);
    }
  }

  @Test
  void withoutAReportIsInconclusive() {
    Evidence none = Evidence.of(SCHEME.mediaType(), Map.of());
    assertThat(SCHEME.verify(none, INPUT).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Milan", "Milan-B0", "Genoa", "Turin-C1"})
  void knowsProductNames(String name) {
    assertThat(Product.ofName(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "milan", "Milano", "Milan-", "Milan-B", "Milan-B00", "Milan-B0 ", "Venice"})
  void refusesProductNamesByPrefix(String name) {
    assertThat(Product.ofName(name)).isEmpty();
  }

  private static Verification verify(Bytes report, Collateral collateral) {
    return SCHEME.verify(
        Evidence.of(SCHEME.mediaType(), Map.of("report", report)),
        INPUT.withCollateral(collateral));
  }
}
