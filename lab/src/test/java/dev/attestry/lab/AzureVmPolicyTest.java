package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import dev.attestry.trust.Collateral;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a policy makes of an Azure VM that is genuine and as measured, but is run in a way that no
 * measurement shows. Each is held against the policy that was learned from an honest one.
 */
final class AzureVmPolicyTest {

  private static final String HCL = "azure-hcl";
  private static final String CVM = "azure-cvm";
  private static final int TD_ATTRIBUTES = 120;
  private static final int MR_SERVICE_TD = 600;
  private static final Bytes SERVICE_TD = Bytes.ofHex("5e".repeat(48));

  private static AzureVm on(TdxGuest td) {
    return AzureVm.onTdx(td, CloudLab.vtpm("tdx-vm"));
  }

  private static AzureVm on(SnpGuest paravisor) {
    return AzureVm.onSnp(paravisor, CloudLab.vtpm("snp-vm"));
  }

  /** The VM in the format, alone or with the provider's token. */
  private static LabCase of(String scheme, AzureVm vm) {
    if (scheme.equals(HCL)) {
      return CloudLab.hcl("vm", vm);
    }
    AzureCvm cvm = AzureCvm.of(vm, CloudLab.MAA);
    LabCase c = CompositeLab.cvm(cvm.evidence(CompositeLab.slots(CVM), CloudLab.NOW));
    return c.with(c.input().withCollateral(cvm.collateral(CloudLab.NOW)));
  }

  private static Verification genuine(LabCase c) {
    Verification v = c.verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    return v;
  }

  private static ObjectNode learned(String scheme, AzureVm honest) {
    VerifiedEvidence e = VerifiedEvidence.of(genuine(of(scheme, honest))).orElseThrow();
    return PolicyLearner.learn("learned", List.of(e)).canonical();
  }

  private static ObjectNode rules(ObjectNode policy, String scheme) {
    return (ObjectNode) policy.at("/flow/evidence/" + scheme);
  }

  private static Appraisal appraised(LabCase c, ObjectNode policy) throws Exception {
    return Appraiser.appraise(
        genuine(c),
        Policy.of(policy),
        GraceList.NONE,
        AppraisalContext.of("c", "", CloudLab.NOW, CloudLab.NOW));
  }

  private static List<String> refusals(Appraisal a) {
    return a.findings().stream()
        .filter(f -> f.outcome() != RuleOutcome.PASSED)
        .map(RuleFinding::rule)
        .toList();
  }

  /** Refused by this rule alone; affirmed once it is named. */
  private static void shutUntilNamed(AzureVm honest, AzureVm vm, String rule) throws Exception {
    for (String scheme : List.of(HCL, CVM)) {
      ObjectNode policy = learned(scheme, honest);
      assertThat(appraised(of(scheme, honest), policy).tier()).isEqualTo(Tier.AFFIRMING);
      Appraisal strict = appraised(of(scheme, vm), policy);
      assertThat(strict.decision()).isEqualTo(Decision.DENY);
      assertThat(refusals(strict)).containsExactly(scheme + "/" + rule);
      rules(policy, scheme).put(rule, "any");
      assertThat(appraised(of(scheme, vm), policy).tier()).as(scheme).isEqualTo(Tier.AFFIRMING);
    }
  }

  /** TDATTRIBUTES stand in no MRTD. */
  @ParameterizedTest
  @CsvSource({
    "0100001000000000, debug",
    "0000000000000000, dubious.sept_ve_enabled",
    "0000003000000000, dubious.migratable",
    "0000001000000080, dubious.perfmon"
  })
  void n66RefusesATdWithDubiousAttributesUntilTheyAreNamed(String attributes, String rule)
      throws Exception {
    TdxGuest td = DcapLab.TD.writing(TD_ATTRIBUTES, Bytes.ofHex(attributes));
    shutUntilNamed(on(DcapLab.TD), on(td), rule);
  }

  /** Whoever runs the service TD takes the VM along, memory and all. */
  @Test
  void n66RefusesATdThatAServiceTdIsBoundToUntilItIsNamed() throws Exception {
    TdxGuest honest = TdxGuest.launch15(DcapLab.PLATFORM, "image");
    TdxGuest bound = honest.writing(MR_SERVICE_TD, SERVICE_TD);
    shutUntilNamed(on(honest), on(bound), "dubious.service_td_bound");
    ObjectNode policy = learned(HCL, on(honest));
    rules(policy, HCL).put("dubious.service_td_bound", "any").put("mr_service_td", "11".repeat(48));
    assertThat(refusals(appraised(of(HCL, on(bound)), policy)))
        .containsExactly(HCL + "/mr_service_td");
  }

  /** Good by the standard set alone: in a few months it will be out of date, and says so now. */
  @Test
  void n69WarnsOfAMachineThatIntelsEarlySetCallsOld() throws Exception {
    List<Collateral.Item> early =
        EarlySetTest.early("TDX", EarlySetTest.tcbInfo("TDX", "OutOfDate")).early();
    for (String scheme : List.of(HCL, CVM)) {
      LabCase c = of(scheme, CloudLab.TDX_VM);
      LabCase behind = c.with(c.input().withCollateral(c.input().collateral().plus(early)));
      ObjectNode policy = learned(scheme, CloudLab.TDX_VM);
      Appraisal a = appraised(behind, policy);
      assertThat(refusals(a)).containsExactly(scheme + "/tcb_early_worse");
      assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
      rules(policy, scheme).put("tcb_early_worse", "any");
      assertThat(appraised(behind, policy).tier()).isEqualTo(Tier.AFFIRMING);
    }
  }

  /** Accepting that Intel asks for hardening is not accepting a TCB that is out of date. */
  @Test
  void n69RefusesATcbThatIsOutOfDateThoughAnotherStatusIsAccepted() throws Exception {
    for (String scheme : List.of(HCL, CVM)) {
      LabCase c = of(scheme, CloudLab.TDX_VM);
      List<Collateral.Item> token =
          scheme.equals(CVM) ? CloudLab.MAA.published(CloudLab.NOW).items() : List.of();
      LabCase old =
          c.with(
              c.input()
                  .withCollateral(
                      new Collateral(
                          Stream.concat(DcapLab.outOfDate().items().stream(), token.stream())
                              .toList())));
      ObjectNode policy = learned(scheme, CloudLab.TDX_VM);
      rules(policy, scheme).put("tcb_not_up_to_date", "any");
      rules(policy, scheme).putArray("tcb_status").add("UpToDate").add("OutOfDate");
      assertThat(refusals(appraised(old, policy))).containsExactly(scheme + "/dubious.out_of_date");
    }
  }

  /** POLICY stands in no launch measurement, either: bit 18 lets an agent move the guest. */
  @Test
  void n62RefusesAMigrationAgentUntilItIsNamed() throws Exception {
    SnpGuest movable = CloudLab.PARAVISOR.writing(0x008, Bytes.of(0x1f, 0, 0x07, 0));
    shutUntilNamed(CloudLab.SNP_VM, on(movable), "policy.migrate_ma");
  }

  /** Firmware with holes signs as well as any: only a floor tells it. */
  @ParameterizedTest
  @ValueSource(strings = {"tcb.snp", "tcb.microcode"})
  void n63RefusesAnSnpMachineWhereThePolicyNamesNoFloor(String floor) throws Exception {
    for (String scheme : List.of(HCL, CVM)) {
      ObjectNode policy = learned(scheme, CloudLab.SNP_VM);
      rules(policy, scheme).remove(floor);
      Appraisal a = appraised(of(scheme, CloudLab.SNP_VM), policy);
      assertThat(a.decision()).isEqualTo(Decision.DENY);
      assertThat(a.findings())
          .filteredOn(f -> f.outcome() == RuleOutcome.UNNAMED)
          .extracting(RuleFinding::rule)
          .containsExactly(scheme + "/" + floor);
    }
  }

  /** Intel's word is no floor for a machine of AMD. */
  @Test
  void n63DoesNotTakeIntelsStatusForAFloorOfAnSnpMachine() throws Exception {
    ObjectNode policy = learned(HCL, CloudLab.SNP_VM);
    rules(policy, HCL).put("tcb_status", "UpToDate").remove(List.of("tcb.snp", "tcb.microcode"));
    assertThat(refusals(appraised(of(HCL, CloudLab.SNP_VM), policy)))
        .containsExactly(HCL + "/tcb_status");
  }

  /** A door whose claim is missing is shut: each TEE answers for the other's. */
  @Test
  void whatATeeDoesNotKnowIsOff() {
    Map.of(
            CloudLab.SNP_VM, "/dubious/service_td_bound",
            CloudLab.TDX_VM, "/policy/migrate_ma")
        .forEach(
            (vm, claim) ->
                assertThat(genuine(of(HCL, vm)).claims().flag(claim)).as(claim).contains(false));
  }
}
