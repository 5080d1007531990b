package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intel's algorithm, step by step, on levels made by hand. */
final class TcbEvaluationTest {

  private static final PckExtensions PCK = pck(5);

  @Test
  void takesTheHighestLevelThatIsReachedWhateverTheOrderInTheJson() {
    TcbInfo info = info(level(3, 3, TcbStatus.OUT_OF_DATE), level(5, 5, TcbStatus.UP_TO_DATE));
    assertThat(statusOf(info, td(7, 1, 5))).contains(TcbStatus.UP_TO_DATE);
    TcbInfo newer = info(level(6, 5, TcbStatus.UP_TO_DATE), level(3, 3, TcbStatus.OUT_OF_DATE));
    assertThat(statusOf(newer, td(7, 1, 5))).contains(TcbStatus.OUT_OF_DATE);
  }

  @Test
  void givesNoLevelBelowTheLowest() {
    TcbInfo info = info(level(6, 0, TcbStatus.OUT_OF_DATE));
    assertThat(statusOf(info, td(7, 1, 5))).isEmpty();
  }

  @Test
  void everySingleComponentCounts() {
    for (int i = 0; i < 16; i++) {
      byte[] components = new byte[16];
      components[i] = 6; // one above the platform's
      TcbLevel l =
          new TcbLevel(Bytes.of(components), 0, Optional.empty(), standing(TcbStatus.UP_TO_DATE));
      assertThat(l.reachedBy(PCK)).as("component " + i).isFalse();
    }
    TcbLevel pce = new TcbLevel(Bytes.zeros(16), 14, Optional.empty(), standing(TcbStatus.REVOKED));
    assertThat(pce.reachedBy(PCK)).isFalse();
  }

  @Test
  void comparesTheFirstTwoTdxSvnsOnlyWhereTheModuleHasNoneOfItsOwn() {
    TcbLevel l = level(5, 5, TcbStatus.UP_TO_DATE); // tdx components: 9, 0, 5
    assertThat(l.reachedBy(td(1, 1, 5))).isTrue();
    assertThat(l.reachedBy(td(1, 0, 5))).isFalse();
    assertThat(l.reachedBy(td(9, 0, 5))).isTrue();
    assertThat(l.reachedBy(td(9, 1, 4))).isFalse();
  }

  @Test
  void tcbInfoWithoutTdxComponentsIsNoneForATd() {
    TcbLevel sgx =
        new TcbLevel(Bytes.zeros(16), 0, Optional.empty(), standing(TcbStatus.UP_TO_DATE));
    assertThat(sgx.reachedBy(td(7, 1, 5))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "UpToDate, UpToDate, UpToDate",
    "UpToDate, OutOfDate, OutOfDate",
    "SWHardeningNeeded, OutOfDate, OutOfDate",
    "SWHardeningNeeded, UpToDate, SWHardeningNeeded",
    "ConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
    "ConfigurationAndSWHardeningNeeded, OutOfDate, OutOfDateConfigurationNeeded",
    "OutOfDate, OutOfDate, OutOfDate",
    "OutOfDateConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
    "UpToDate, Revoked, Revoked",
    "Revoked, UpToDate, Revoked"
  })
  void convergesThePlatformWithQeOrModule(String platform, String part, String expected) {
    TcbStatus p = TcbStatus.ofLabel(platform).orElseThrow();
    assertThat(p.convergedWith(TcbStatus.ofLabel(part).orElseThrow()).label()).isEqualTo(expected);
  }

  @Test
  void advisesARelaunchWhereOnlyTheModuleOfTheLaunchWasOld() {
    TcbInfo info = info(level(5, 5, TcbStatus.UP_TO_DATE));
    assertThat(statusOf(info, td15(td(4, 1, 5), 7, 1, 5))).contains(TcbStatus.TD_RELAUNCH_ADVISED);
    // The module that runs now is not the newest either.
    assertThat(statusOf(info, td15(td(4, 1, 5), 6, 1, 5))).contains(TcbStatus.OUT_OF_DATE);
    // Its third SVN is below that of the newest level.
    assertThat(statusOf(info, td15(td(4, 1, 5), 7, 1, 4))).contains(TcbStatus.OUT_OF_DATE);
    // TDX 1.0 does not say what runs now.
    assertThat(statusOf(info, td(4, 1, 5))).contains(TcbStatus.OUT_OF_DATE);
    // Of a major version that Intel does not name.
    assertThat(statusOf(info, td15(td(4, 1, 5), 7, 8, 5))).contains(TcbStatus.OUT_OF_DATE);
  }

  @Test
  void advisesARelaunchWithConfigurationWhereThePlatformNeedsIt() {
    TcbInfo info = info(level(5, 5, TcbStatus.CONFIGURATION_NEEDED));
    assertThat(statusOf(info, td15(td(4, 1, 5), 7, 1, 5)))
        .contains(TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED);
  }

  @Test
  void advisesNoRelaunchWhereThePlatformOrTheQeIsOld() {
    TcbInfo old = info(level(6, 5, TcbStatus.UP_TO_DATE), level(5, 5, TcbStatus.OUT_OF_DATE));
    assertThat(statusOf(old, td15(td(4, 1, 5), 7, 1, 5))).contains(TcbStatus.OUT_OF_DATE);
    TcbInfo info = info(level(5, 5, TcbStatus.UP_TO_DATE));
    TdReport td = td15(td(4, 1, 5), 7, 1, 5);
    TcbEvaluation t =
        TcbEvaluation.of(info, PCK, td, Optional.of(isv(1, TcbStatus.OUT_OF_DATE))).orElseThrow();
    assertThat(t.status()).isEqualTo(TcbStatus.OUT_OF_DATE);
  }

  @Test
  void collectsTheAdvisoriesOfPlatformModuleAndQe() {
    TcbInfo info = info(level(5, 5, TcbStatus.SW_HARDENING_NEEDED));
    TcbEvaluation t =
        TcbEvaluation.of(info, PCK, td(4, 1, 5), Optional.of(isv(1, TcbStatus.OUT_OF_DATE)))
            .orElseThrow();
    assertThat(t.advisories())
        .containsExactly("SA-OutOfDate", "SA-SWHardeningNeeded"); // each once, in order
  }

  @Test
  void namesModulesByTheirMajorVersionInHexadecimal() {
    TcbInfo info = info(level(5, 5, TcbStatus.UP_TO_DATE));
    assertThat(info.module(1)).isPresent();
    assertThat(info.module(10)).isEmpty();
  }

  private static Optional<TcbStatus> statusOf(TcbInfo info, TdReport td) {
    return TcbEvaluation.of(info, PCK, td, Optional.empty()).map(TcbEvaluation::status);
  }

  private static TcbInfo info(TcbLevel... levels) {
    TcbInfo.Module module =
        new TcbInfo.Module(Bytes.zeros(48), Bytes.zeros(8), Bytes.ofHex("ff".repeat(8)));
    Instant day = Instant.EPOCH;
    return new TcbInfo(
        3,
        "TDX",
        Validity.of(day, day, 17),
        Bytes.zeros(6),
        Bytes.zeros(2),
        Optional.of(module),
        List.of(
            new TcbInfo.ModuleIdentity(
                "TDX_01",
                module,
                List.of(isv(2, TcbStatus.OUT_OF_DATE), isv(7, TcbStatus.UP_TO_DATE)))),
        List.of(levels));
  }

  /** All SGX components are {@code sgx}; TDX components 9, 0, {@code tdx}, 0, … */
  private static TcbLevel level(int sgx, int tdx, TcbStatus status) {
    byte[] t = new byte[16];
    t[0] = 9;
    t[2] = (byte) tdx;
    Bytes components = Bytes.ofHex(String.format("%02x", sgx).repeat(16));
    return new TcbLevel(components, 13, Optional.of(Bytes.of(t)), standing(status));
  }

  private static TcbLevel.Isv isv(int svn, TcbStatus status) {
    return new TcbLevel.Isv(svn, standing(status));
  }

  private static TcbLevel.Standing standing(TcbStatus status) {
    return new TcbLevel.Standing(
        status,
        Instant.EPOCH,
        status == TcbStatus.UP_TO_DATE ? List.of() : List.of("SA-" + status.label()));
  }

  private static PckExtensions pck(int svn) {
    Bytes components = Bytes.ofHex(String.format("%02x", svn).repeat(16));
    return new PckExtensions(
        components,
        13,
        components,
        Bytes.zeros(2),
        Bytes.zeros(6),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static TdReport td(int module, int major, int third) {
    return report(Bytes.concat(Bytes.of(module, major, third), Bytes.zeros(13)), Optional.empty());
  }

  private static TdReport td15(TdReport launched, int module, int major, int third) {
    Bytes now = Bytes.concat(Bytes.of(module, major, third), Bytes.zeros(13));
    return report(launched.teeTcbSvn(), Optional.of(new TdReport.V15(now, Bytes.zeros(48))));
  }

  private static TdReport report(Bytes teeTcbSvn, Optional<TdReport.V15> v15) {
    Bytes h = Bytes.zeros(48);
    Bytes w = Bytes.zeros(8);
    return new TdReport(
        teeTcbSvn, h, h, w, w, w, h, h, h, h, List.of(h, h, h, h), Bytes.zeros(64), v15);
  }
}
