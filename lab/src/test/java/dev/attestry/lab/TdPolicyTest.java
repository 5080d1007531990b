package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.appraisal.Decision;
import dev.attestry.codec.Bytes;
import dev.attestry.result.Tier;
import dev.attestry.trust.Collateral;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Genuine trust domains, bare and under Google's endorsement, that run in a way which no MRTD
 * shows: each is refused by one rule, until a policy names it.
 */
final class TdPolicyTest {

  private static final int MODULE_SVN = 0;
  private static final int TD_ATTRIBUTES = 120;
  private static final int MRTD = 136;
  private static final int MODULE_SVN_NOW = 584;
  private static final int MR_SERVICE_TD = 600;

  /** TDX 1.5, so that it has all that a TD can have. */
  private static final TdxGuest HONEST =
      TdxGuest.launch15(DcapLab.PLATFORM, "image")
          .writing(MRTD, GceEndorser.mrtd("firmware 1"))
          .booted(TdBoot.typical("ro quiet"));

  private static final Collateral INTEL = DcapLab.answers("TDX").collateral();

  private static LabCase of(String scheme, TdxGuest td, Collateral intel) {
    return scheme.equals("tdx")
        ? new LabCase(
            scheme, CompositeLab.scheme(scheme), td.evidence(DcapLab.NONCE), DcapLab.input(intel))
        : CompositeLab.gceTdx(td, intel, CloudLab.ENDORSER, "firmware 1");
  }

  private static void shutUntilNamed(TdxGuest td, Collateral intel, String rule) throws Exception {
    for (String scheme : List.of("tdx", "gce-tdx")) {
      LabPolicy learned = LabPolicy.learned(of(scheme, HONEST, INTEL));
      assertThat(learned.of(of(scheme, HONEST, INTEL)).tier()).isEqualTo(Tier.AFFIRMING);
      LabCase doubtful = of(scheme, td, intel);
      assertThat(learned.refusals(doubtful)).containsExactly(scheme + "/" + rule);
      assertThat(learned.of(doubtful).decision()).isEqualTo(Decision.DENY);
      assertThat(learned.naming(rule, "any").of(doubtful).tier())
          .as(scheme)
          .isEqualTo(Tier.AFFIRMING);
    }
  }

  /** TDATTRIBUTES: whoever runs the machine chooses them at launch. */
  @ParameterizedTest
  @CsvSource({
    "0100001000000000, dubious.debug",
    "0000000000000000, dubious.sept_ve_enabled",
    "0000003000000000, dubious.migratable",
    "0000001000000080, dubious.perfmon"
  })
  void n66RefusesATdThatItsHostCanLookIntoOrMoveUntilThatIsNamed(String attributes, String rule)
      throws Exception {
    shutUntilNamed(HONEST.writing(TD_ATTRIBUTES, Bytes.ofHex(attributes)), INTEL, rule);
  }

  /** Whoever runs the service TD takes the TD along, memory and all. */
  @Test
  void n66RefusesATdThatAServiceTdIsBoundToUntilItIsNamed() throws Exception {
    TdxGuest bound = HONEST.writing(MR_SERVICE_TD, Bytes.ofHex("5e".repeat(48)));
    shutUntilNamed(bound, INTEL, "dubious.service_td_bound");
  }

  /** The module was updated since; what an old one let the host do to this TD is done. */
  @Test
  void n69RefusesATdThatWasLaunchedUnderAnOldModuleUntilItIsNamed() throws Exception {
    TdxGuest relaunch = HONEST.writing(MODULE_SVN, Bytes.of(4));
    assertThat(of("tdx", relaunch, INTEL).verify().claims().text("/tcb/status"))
        .contains("TDRelaunchAdvised");
    shutUntilNamed(relaunch, INTEL, "dubious.td_relaunch_advised");
  }

  /** The module is still the old one, or the machine is. */
  @Test
  void n69RefusesAnOldModuleAndAnOldMachineUntilItIsNamed() throws Exception {
    TdxGuest old = HONEST.writing(MODULE_SVN, Bytes.of(4)).writing(MODULE_SVN_NOW, Bytes.of(4));
    shutUntilNamed(old, INTEL, "dubious.out_of_date");
    shutUntilNamed(HONEST, DcapLab.outOfDate(), "dubious.out_of_date");
  }
}
