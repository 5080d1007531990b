package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verification;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustVector;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two answers about one VM that disagree: the machine's own report, as we judge it, and what Azure
 * Attestation says of it. One component has both, in one result.
 */
final class CloudDisagreementTest {

  private static final LabCase AGREE = CompositeLab.cvm();
  private static final String TEE = "/x-ms-isolation-tee";

  /** The same machine and report, and another word of the provider about it. */
  private static LabCase saying(Consumer<ObjectNode> otherwise) throws MalformedInput {
    String payload = AGREE.part("token").utf8().split("\\.", -1)[1];
    ObjectNode claims = Json.readObject("claims", Base64s.decodeUrl("claims", payload));
    otherwise.accept(claims);
    Bytes token = CloudLab.MAA.token(CloudLab.MAA.header(), Bytes.utf8(claims.toString()));
    return AGREE.with("token", token);
  }

  private static LabCase saying(String member, String value) throws MalformedInput {
    return saying(
        o -> {
          ObjectNode of = member.startsWith(TEE) ? o.withObject(TEE) : o;
          String name = member.substring(member.lastIndexOf('/') + 1);
          switch (value) {
            case "true", "false" -> of.put(name, Boolean.parseBoolean(value));
            case "nothing" -> of.remove(name);
            default -> of.put(name, value);
          }
        });
  }

  /** What the result of the one component keeps of a disagreement, for an audit to find. */
  private static String recorded(LabCase c, Appraisal a) {
    return AppraisalResults.appraisal(c.verify(), a, TrustVector.EMPTY)
        .verifierClaims()
        .at("/attestry.rules_not_passed")
        .orElseThrow()
        .toString();
  }

  /** A good report does not heal the provider's refusal: both stand, and the policy decides. */
  @ParameterizedTest
  @CsvSource({
    TEE + "/x-ms-compliance-status, azure-noncompliant, token.compliance_status",
    TEE + "/x-ms-compliance-status, nothing, token.compliance_status",
    TEE + "/x-ms-sevsnpvm-is-debuggable, true, token.debuggable",
    "x-ms-azurevm-debuggersdisabled, false, token.debuggable",
    "x-ms-policy-hash, qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo, token.policy_hash"
  })
  void n84AGoodReportBesideABadTokenIsRefusedByTheTokensRuleAlone(
      String member, String value, String rule) throws Exception {
    LabPolicy learned = LabPolicy.learned(AGREE);
    assertThat(learned.of(AGREE).decision()).isEqualTo(Decision.ALLOW);
    LabCase disagree = saying(member, value);
    bothStand(disagree);
    Appraisal a = learned.of(disagree);
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(learned.refusals(disagree)).containsExactly("azure-cvm/" + rule);
    assertThat(recorded(disagree, a)).contains("azure-cvm/" + rule, "failed");
  }

  /** What the machine says of itself is a claim of its own, whatever the provider says of it. */
  private static void bothStand(LabCase disagree) throws MalformedInput {
    Verification v = LabPolicy.genuine(disagree);
    ObjectNode ours = v.claims().toJson();
    ObjectNode theirs = (ObjectNode) ours.remove("token");
    ObjectNode before = AGREE.verify().claims().toJson();
    assertThat(theirs).isNotEqualTo(before.remove("token"));
    assertThat(ours).isEqualTo(before);
    assertThat(disagree.ids(Outcome.PASSED))
        .contains("sev-snp.report-signature", "tpm2-quote.signature", "evidence.signature");
  }

  /** The policy may take the disagreement for a warning, or leave the provider's word out. */
  @Test
  void n84ThePolicyDecidesWhetherTheProvidersRefusalDeniesWarnsOrCountsForNothing()
      throws Exception {
    LabCase disagree = saying(TEE + "/x-ms-compliance-status", "azure-noncompliant");
    LabPolicy learned = LabPolicy.learned(AGREE);
    assertThat(learned.of(disagree).decision()).isEqualTo(Decision.DENY);
    LabPolicy warning = learned.without();
    warning
        .rules()
        .putObject("token.compliance_status")
        .put("any_of", "azure-compliant-cvm")
        .put("mode", "warn");
    Policy.of(warning.document());
    Appraisal warned = warning.of(disagree);
    assertThat(warned.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(recorded(disagree, warned)).contains("token.compliance_status", "warned");
    assertThat(learned.without("token.compliance_status").of(disagree).tier())
        .isEqualTo(Tier.AFFIRMING);
  }

  /**
   * The attack: a debug guest whose token, from a provider that was fooled, says that all is well.
   */
  @Test
  void n84AGoodTokenDoesNotHealABadReport() throws Exception {
    LabPolicy learned = LabPolicy.learned(AGREE);
    AzureVm debug =
        AzureVm.onSnp(
            CloudLab.PARAVISOR.writing(0x008, Bytes.of(0x1f, 0, 0x0b, 0)), CloudLab.vtpm("snp-vm"));
    LabCase c =
        CompositeLab.cvm(
            AzureCvm.of(debug, CloudLab.MAA)
                .evidence(CompositeLab.slots("azure-cvm"), CloudLab.NOW));
    Verification v = LabPolicy.genuine(c);
    assertThat(v.claims().flag("/debug")).contains(true);
    assertThat(v.claims().flag("/token/debuggable")).contains(false);
    assertThat(v.claims().text("/token/compliance_status")).contains("azure-compliant-cvm");
    assertThat(learned.refusals(c)).containsExactly("azure-cvm/debug");
    assertThat(learned.of(c).decision()).isEqualTo(Decision.DENY);
  }

  /** Each by itself, as two components: neither answer is put in the other's place. */
  @Test
  void n84AGoodAnswerOfOneComponentDoesNotPassForAnothers() throws Exception {
    Bytes payload =
        Bytes.utf8(
            CloudLab.MAA.snpVm(CloudLab.HEX_NONCE, "another image", CloudLab.NOW).toString());
    LabCase token = CloudLab.maa();
    LabPolicy ofToken = LabPolicy.learned(token);
    LabCase report = CloudLab.hcl("snp", CloudLab.SNP_VM);
    LabPolicy ofReport = LabPolicy.learned(report);
    LabCase disagrees = token.with("token", CloudLab.MAA.token(CloudLab.MAA.header(), payload));
    assertThat(ofReport.of(report).decision()).isEqualTo(Decision.ALLOW);
    assertThat(ofToken.of(token).decision()).isEqualTo(Decision.ALLOW);
    assertThat(ofToken.of(disagrees).decision()).isEqualTo(Decision.DENY);
    assertThat(ofToken.of(report).decision()).isEqualTo(Decision.DENY);
  }
}
