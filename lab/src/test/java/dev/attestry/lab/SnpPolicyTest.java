package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.appraisal.Decision;
import dev.attestry.codec.Bytes;
import dev.attestry.result.Tier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy may ask of a genuine SNP machine, since some that are in use cannot do it. */
final class SnpPolicyTest {

  private static final int POLICY = 0x008;
  private static final int PLATFORM_INFO = 0x040;

  private static LabCase of(String scheme, SnpGuest guest) {
    return scheme.equals("azure-hcl")
        ? CloudLab.hcl("snp", AzureVm.onSnp(guest, CloudLab.vtpm("snp-vm")))
        : new LabCase(
            scheme,
            CompositeLab.scheme(scheme),
            guest.evidence(SnpLab.NONCE),
            SnpLab.input(guest.collateral(SnpLab.NOW)));
  }

  /** BadRAM: memory that answers at two addresses. Heracles: pages that the host moves. */
  @ParameterizedTest
  @CsvSource({
    "sev-snp, platform_info.alias_check_complete",
    "azure-hcl, platform_info.alias_check_complete",
    "sev-snp, policy.page_swap_disabled",
    "azure-hcl, policy.page_swap_disabled"
  })
  void n63RefusesAMachineThatIsOpenToAKnownAttackWhereThePolicyAsks(String scheme, String rule)
      throws Exception {
    boolean info = rule.startsWith("platform_info");
    SnpGuest open =
        CloudLab.PARAVISOR.writing(PLATFORM_INFO, Bytes.of(0)).writing(POLICY, policy(0));
    SnpGuest closed =
        info ? open.writing(PLATFORM_INFO, Bytes.of(0x20)) : open.writing(POLICY, policy(2));
    LabPolicy learned = LabPolicy.learned(of(scheme, open));
    assertThat(learned.of(of(scheme, open)).tier()).as("not asked").isEqualTo(Tier.AFFIRMING);
    LabPolicy asking = new LabPolicy(scheme, learned.document().deepCopy());
    asking.rules().put(rule, true);
    assertThat(asking.refusals(of(scheme, open))).containsExactly(scheme + "/" + rule);
    assertThat(asking.of(of(scheme, open)).decision()).isEqualTo(Decision.DENY);
    assertThat(asking.of(of(scheme, closed)).tier()).isEqualTo(Tier.AFFIRMING);
  }

  /** SMT allowed, ABI 1.55 or so, and bits 24 to 31. */
  private static Bytes policy(int high) {
    return Bytes.of(0x1f, 0, 0x03, high);
  }
}
