package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.sgx.Sgx;
import dev.attestry.scheme.tdx.Tdx;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the answer is a value or MalformedInput with structure and reason. */
final class DcapMalformedInputTest {

  private static final Bytes TD_V4 = quote(4, 0x81, TdReport.LENGTH_10);
  private static final Bytes SGX_V3 = quote(3, 0, EnclaveReport.LENGTH);
  private static final VerificationInput INPUT =
      VerificationInput.asGiven(Instant.parse("2026-01-01T00:00:00Z"), Crypto.fastest());

  static Stream<Bytes> quotes() {
    return Stream.of(TD_V4, SGX_V3);
  }

  @ParameterizedTest
  @MethodSource("quotes")
  void refusesAQuoteCutAtAnyLength(Bytes quote) throws MalformedInput {
    assertThat(QuoteParser.parse(quote).padding()).isZero();
    for (int n = 0; n < quote.length(); n++) {
      Bytes cut = quote.slice(0, n);
      assertThatThrownBy(() -> QuoteParser.parse(cut))
          .as("%d bytes", n)
          .isInstanceOf(MalformedInput.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffffffff", "ffffff7f", "00000080"})
  void allocatesNothingByAnnouncedLength(String length) {
    byte[] b = TD_V4.toArray();
    Bytes.ofHex(length).copyTo(b, 48 + TdReport.LENGTH_10);
    refused(Bytes.of(b), "bytes expected");
    byte[] nested = TD_V4.toArray();
    Bytes.ofHex(length).copyTo(nested, 48 + TdReport.LENGTH_10 + 4 + 128 + 2);
    refused(Bytes.of(nested), "bytes expected");
  }

  @Test
  void refusesHeadersThatAreNotIntels() {
    refused(changed(TD_V4, 0, 6), "version 3, 4 or 5 expected, 6 found");
    refused(changed(TD_V4, 0, 2), "version 3, 4 or 5 expected, 2 found");
    refused(changed(TD_V4, 2, 3), "attestation key type 2");
    refused(changed(TD_V4, 4, 0x82), "TEE type 0x82 is not known in version 4");
    refused(changed(SGX_V3, 4, 0x81), "TEE type 0x81 is not known in version 3");
    refused(changed(TD_V4, 12, 0), "the QE vendor is not Intel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"010048020000", "020088020000", "030048020000", "040048020000"})
  void refusesBodyTypesThatDoNotFitTheirSize(String typeAndSize) {
    Bytes header = TD_V4.slice(2, 48);
    Bytes v5 =
        Bytes.concat(
            Bytes.of(5, 0), header, Bytes.ofHex(typeAndSize), TD_V4.slice(48, TD_V4.length()));
    assertThatThrownBy(() -> QuoteParser.parse(v5))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("body type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"tcbInfo\":{},\"signature\":\"00\"}",
        "{\"tcbInfo\":{\"version\":3,\"version\":3},\"signature\":\"00\"}",
        "{\"tcbInfo\":{\"version\":9},\"signature\":\"00\"}",
        "{\"tcbInfo\":{\"version\":3,\"id\":\"SGX\",\"tcbType\":1},\"signature\":\"00\"}",
        "{\"tcbInfo\":1e999999999,\"signature\":\"00\"}",
        "{\"tcbInfo\":{}} x"
      })
  void refusesTcbInfoAndQeIdentityThatAreNone(String json) {
    assertThatThrownBy(() -> CollateralParser.tcbInfo(Bytes.utf8(json)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("TCB info");
    assertThatThrownBy(() -> CollateralParser.qeIdentity(Bytes.utf8(json)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("QE identity");
  }

  @Test
  void refusesJsonNestedTenThousandDeep() {
    Bytes deep = Bytes.utf8("{\"tcbInfo\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    assertThatThrownBy(() -> CollateralParser.tcbInfo(deep)).isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcb_info",
        "tcb_info_issuer_chain",
        "qe_identity",
        "qe_identity_issuer_chain",
        "pck_crl",
        "root_ca_crl"
      })
  void unreadableCollateralIsRefusedAndNeverVerified(String role) {
    for (Scheme scheme : List.of(Tdx.keepingNothing(), Sgx.keepingNothing())) {
      Bytes quote = scheme.name().equals("tdx") ? TD_V4 : SGX_V3;
      Collateral c = new Collateral(List.of(new Collateral.Item(role, Bytes.of(0x30), "test")));
      Verification v =
          scheme.verify(
              Evidence.of(scheme.mediaType(), Map.of("quote", quote)), INPUT.withCollateral(c));
      assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
      if (!role.endsWith("chain")) {
        assertThat(v.findings())
            .anyMatch(
                f -> f.check().id().endsWith(".collateral-parse") && f.outcome() == Outcome.FAILED);
      }
    }
  }

  @Test
  void withoutAQuoteIsInconclusive() {
    for (Scheme scheme : List.of(Tdx.keepingNothing(), Sgx.keepingNothing())) {
      Evidence none = Evidence.of(scheme.mediaType(), Map.of());
      assertThat(scheme.verify(none, INPUT).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  private static void refused(Bytes quote, String reason) {
    assertThatThrownBy(() -> QuoteParser.parse(quote))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining(reason);
  }

  private static Bytes changed(Bytes quote, int at, int value) {
    byte[] b = quote.toArray();
    b[at] = (byte) value;
    return Bytes.of(b);
  }

  /** A quote in form only: nothing in it is signed. */
  private static Bytes quote(int version, int tee, int bodyLength) {
    Bytes header =
        Bytes.concat(
            Bytes.of(version, 0, 2, 0, tee, 0, 0, 0, 0, 0, 0, 0),
            Bytes.ofHex("939a7233f79c4ca9940a0db3957f0607"),
            Bytes.zeros(20));
    Bytes qe = Bytes.concat(Bytes.zeros(384 + 64), Bytes.of(2, 0, 7, 7, 5, 0, 3, 0, 0, 0, 1, 2, 3));
    Bytes nested = version == 3 ? qe : Bytes.concat(Bytes.of(6, 0), u32(qe.length()), qe);
    Bytes data = Bytes.concat(Bytes.zeros(128), nested);
    return Bytes.concat(header, Bytes.zeros(bodyLength), u32(data.length()), data);
  }

  private static Bytes u32(int n) {
    return Bytes.of(n, n >> 8, n >> 16, n >> 24);
  }
}
