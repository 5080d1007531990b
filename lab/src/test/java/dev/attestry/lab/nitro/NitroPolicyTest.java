package dev.attestry.lab.nitro;

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
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.lab.LabCbor;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Genuine documents of enclaves that a policy must refuse. */
final class NitroPolicyTest {

  private static final Bytes SIGNED = Bytes.ofHex("88".repeat(48));

  /** An enclave whose image is signed, so that PCR8 says by whom. */
  private static final NitroEnclave ENCLAVE = signed(SIGNED);

  private static NitroEnclave signed(Bytes certificate) {
    SortedMap<Integer, Bytes> pcrs = new TreeMap<>(NitroLab.ENCLAVE.pcrs());
    pcrs.put(8, certificate);
    return NitroEnclave.of(NitroLab.PKI, "i-0123456789abcdef0", pcrs);
  }

  private static Verification genuine(Bytes document) {
    Verification v = NitroLab.judge(document);
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    return v;
  }

  private static Appraisal appraise(Verification v, ObjectNode policy) throws Exception {
    return Appraiser.appraise(
        v,
        Policy.of(policy),
        GraceList.NONE,
        AppraisalContext.of("enclave", "", NitroLab.NOW, NitroLab.NOW));
  }

  private static List<String> refusals(Appraisal a) {
    return a.findings().stream()
        .filter(f -> f.outcome() != RuleOutcome.PASSED)
        .map(RuleFinding::rule)
        .toList();
  }

  /** The image by PCR0 to PCR2, the parent by PCR4, the signer by PCR8. */
  private static ObjectNode policy() {
    Verification v = genuine(ENCLAVE.attest(NitroLab.REQUEST));
    ObjectNode policy =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow())).canonical();
    ObjectNode pcrs = policy.withObject("/flow/evidence/nitro/pcrs/sha384");
    for (int i : new int[] {4, 8}) {
      pcrs.put(String.valueOf(i), v.claims().text("/pcrs/sha384/" + i).orElseThrow());
    }
    return policy;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void n71RefusesADocumentThatLeavesOutARegisterThatThePolicyNames(int absent) throws Exception {
    List<Bytes> pcrs = new ArrayList<>();
    ENCLAVE
        .pcrs()
        .forEach(
            (i, pcr) -> {
              if (i != absent) {
                pcrs.add(LabCbor.integer(i));
                pcrs.add(LabCbor.bytes(pcr));
              }
            });
    NitroDocument without = ENCLAVE.document(NitroLab.REQUEST).field("pcrs", LabCbor.map(pcrs));
    Verification v = genuine(without.signedBy(ENCLAVE.signer(NitroLab.REQUEST).leaf()));
    assertThat(refusals(appraise(v, policy()))).containsExactly("nitro/pcrs.sha384." + absent);
    assertThat(appraise(v, policy()).decision()).isEqualTo(Decision.DENY);
    assertThat(appraise(genuine(ENCLAVE.attest(NitroLab.REQUEST)), policy()).decision())
        .isEqualTo(Decision.ALLOW);
  }

  /** The same image, signed by nobody: PCR8 is there and zero. */
  @Test
  void n71RefusesAnUnsignedImageWhereThePolicyNamesItsSigner() throws Exception {
    Verification v = genuine(signed(Bytes.zeros(48)).attest(NitroLab.REQUEST));
    assertThat(refusals(appraise(v, policy()))).containsExactly("nitro/pcrs.sha384.8");
  }

  /** The parent's operator reads a debug enclave's console, and what it prints. */
  @Test
  void n71RefusesADebugEnclaveUntilThePolicyNamesIt() throws Exception {
    NitroEnclave debug = NitroEnclave.of(NitroLab.PKI, "i-0123456789abcdef0", Map.of());
    Verification v = genuine(debug.attest(NitroLab.REQUEST));
    assertThat(refusals(appraise(v, policy()))).contains("nitro/debug");
    ObjectNode zeros = policy();
    ObjectNode pcrs = zeros.withObject("/flow/evidence/nitro/pcrs/sha384");
    pcrs.remove(List.of("4", "8"));
    List.of("0", "1", "2").forEach(i -> pcrs.put(i, "00".repeat(48)));
    assertThat(refusals(appraise(v, zeros))).containsExactly("nitro/debug");
    zeros.withObject("/flow/evidence/nitro").put("debug", "any");
    assertThat(appraise(v, zeros).decision()).isNotEqualTo(Decision.DENY);
  }

  /** A key that the enclave only names may be anybody's: nothing by it answered our challenge. */
  @Test
  void aPublicKeyInTheDocumentIsNotShownToBeHeld() {
    NitroDocument.Request naming =
        new NitroDocument.Request(
            NitroLab.NOW,
            Optional.of(NitroLab.NONCE),
            Optional.empty(),
            Optional.of(Bytes.ofHex("0405")));
    assertThat(confirmation(genuine(ENCLAVE.attest(naming)))).containsExactly(Outcome.SKIPPED);
    assertThat(confirmation(genuine(ENCLAVE.attest(NitroLab.REQUEST))))
        .doesNotContain(Outcome.PASSED);
  }

  private static List<Outcome> confirmation(Verification v) {
    return v.findings().stream()
        .filter(f -> f.check() == CommonCheck.KEY_CONFIRMATION)
        .map(Finding::outcome)
        .toList();
  }
}
