package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.codec.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Genuine tokens of Azure and Google that say something else than the policy names. */
final class TokenPolicyTest {

  private static final MaaService MAA = CloudLab.MAA;
  private static final String TEE = "/x-ms-isolation-tee";

  private static LabCase maa(String member, String value) {
    ObjectNode claims = MAA.snpVm(CloudLab.HEX_NONCE, "app 1", CloudLab.NOW);
    ObjectNode of = member.startsWith(TEE) ? claims.withObject(TEE) : claims;
    String name = member.substring(member.lastIndexOf('/') + 1);
    switch (value) {
      case "true", "false" -> of.put(name, Boolean.parseBoolean(value));
      case "nothing" -> of.remove(name);
      default -> of.put(name, value);
    }
    return CloudLab.maa().with("token", MAA.token(MAA.header(), Bytes.utf8(claims.toString())));
  }

  /** Result confusion: good by another policy, of another kind of machine, or without its word. */
  @ParameterizedTest
  @CsvSource({
    "x-ms-policy-hash, qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo, policy_hash",
    "x-ms-attestation-type, sevsnpvm, attestation_type",
    TEE + "/x-ms-attestation-type, tdxvm, isolation_tee",
    TEE + "/x-ms-compliance-status, azure-noncompliant, compliance_status",
    TEE + "/x-ms-compliance-status, nothing, compliance_status",
    TEE + "/x-ms-sevsnpvm-is-debuggable, true, debuggable",
    "x-ms-azurevm-debuggersdisabled, false, debuggable"
  })
  void n82RefusesATokenThatSaysSomethingElseThanThePolicyNames(
      String member, String value, String rule) throws Exception {
    LabPolicy learned = LabPolicy.learned(CloudLab.maa());
    assertThat(learned.of(CloudLab.maa()).decision()).isEqualTo(Decision.ALLOW);
    LabCase other = maa(member, value);
    assertThat(learned.refusals(other)).containsExactly("maa-jwt/" + rule);
    assertThat(learned.of(other).decision()).isEqualTo(Decision.DENY);
    if (rule.equals("debuggable")) {
      assertThat(learned.naming(rule, "any").of(other).decision()).isEqualTo(Decision.ALLOW);
    }
  }

  private static LabCase keyJudgedBy(LabCase c, String status) {
    String body =
        DcapAnswers.tcbInfo(
            "SGX",
            DcapLab.NOW.minus(Duration.ofHours(12)),
            DcapLab.NOW.plus(Duration.ofHours(12)),
            status);
    return c.withCollateral("tcb_info", DcapPki.answer("tcbInfo", body, DcapLab.PKI.tcbSigner()));
  }

  /**
   * Whoever holds a machine with known holes reads keys out of its enclaves, and signs with them.
   */
  @Test
  void n69RefusesAKeyInAnEnclaveOnAMachineThatIsOutOfDateUntilItIsNamed() throws Exception {
    LabPolicy learned = LabPolicy.learned(CloudLab.maa());
    LabCase old = keyJudgedBy(CloudLab.maa(), "OutOfDate");
    assertThat(old.verify().claims().flag("/key_out_of_date")).contains(true);
    assertThat(CloudLab.maa().verify().claims().flag("/key_out_of_date")).contains(false);
    assertThat(learned.refusals(old)).containsExactly("maa-jwt/key_out_of_date");
    assertThat(learned.naming("key_out_of_date", "any").of(old).decision())
        .isEqualTo(Decision.ALLOW);
  }

  @Test
  void n69RefutesATokenWhoseKeyLivesOnARevokedMachine() {
    assertThat(keyJudgedBy(CloudLab.maa(), "Revoked").failed())
        .containsExactly("maa-jwt.key-enclave");
  }

  /** Beside a machine's own report, which does not rest on that key, it warns. */
  @Test
  void n69WarnsOfSuchAKeyBesideAMachinesOwnReport() throws Exception {
    LabPolicy learned = LabPolicy.learned(CompositeLab.cvm());
    LabCase old = keyJudgedBy(CompositeLab.cvm(), "OutOfDate");
    assertThat(learned.refusals(old)).containsExactly("azure-cvm/token.key_out_of_date");
    assertThat(learned.of(old).decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(keyJudgedBy(CompositeLab.cvm(), "Revoked").failed())
        .containsExactly("maa-jwt.key-enclave");
  }

  private static LabCase google(String runs) {
    return CloudLab.google(
        "oidc", CloudLab.GOOGLE.oidc(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, runs, CloudLab.NOW));
  }

  /** Learned from app 1; a token of Google's is a bearer's, which a person must accept. */
  private static LabPolicy googlePolicy() {
    return LabPolicy.learned(google("app 1")).naming("bearer", "any");
  }

  @Test
  void n83RefusesAnotherContainerThanThePolicyNames() throws Exception {
    assertThat(googlePolicy().of(google("app 1")).decision()).isEqualTo(Decision.ALLOW);
    assertThat(googlePolicy().refusals(google("app 2")))
        .containsExactly("gcp-attestation-jwt/container.image_digest");
  }

  /**
   * Whoever may start a machine in the project runs there what he likes, on Google's good image.
   */
  @Test
  void n83TheSystemAndTheProjectNameNoWorkload() throws Exception {
    LabPolicy anything = googlePolicy().without("container.image_digest");
    assertThat(anything.rules().has("swversion")).isTrue();
    for (String runs : List.of("app 1", "what an intruder runs")) {
      Appraisal a = anything.of(google(runs));
      assertThat(a.decision()).isEqualTo(Decision.DENY);
      assertThat(a.findings())
          .filteredOn(f -> f.outcome() != RuleOutcome.PASSED)
          .extracting(RuleFinding::rule, RuleFinding::outcome)
          .containsExactly(
              tuple("gcp-attestation-jwt/container.image_digest", RuleOutcome.UNNAMED));
    }
  }

  /** A confidential VM outside Confidential Space has no container: its system is what runs. */
  @Test
  void aMachineWithoutAContainerIsNamedByItsSystem() throws Exception {
    ObjectNode claims =
        WorkloadClaims.of(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app 1", CloudLab.NOW)
            .put("swname", "GCE");
    claims.withObject("/submods").remove(List.of("container", "confidential_space"));
    LabCase vm =
        CloudLab.google(
            "oidc",
            GoogleIssuer.evidence(
                CloudLab.GOOGLE.token(LabToken.header("lab-attestation"), claims)));
    assertThat(LabPolicy.learned(vm).naming("bearer", "any").of(vm).decision())
        .isEqualTo(Decision.ALLOW);
  }

  /** The operator of a debug image reads all that the workload holds. */
  @Test
  void n83RefusesADebugImageUntilThePolicyNamesIt() throws Exception {
    ObjectNode claims =
        WorkloadClaims.of(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app 1", CloudLab.NOW)
            .put("dbgstat", "enabled");
    LabCase debug =
        CloudLab.google(
            "oidc",
            GoogleIssuer.evidence(
                CloudLab.GOOGLE.token(LabToken.header("lab-attestation"), claims)));
    assertThat(googlePolicy().refusals(debug)).containsExactly("gcp-attestation-jwt/debuggable");
    assertThat(googlePolicy().naming("debuggable", "any").of(debug).decision())
        .isEqualTo(Decision.ALLOW);
  }
}
