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
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Genuine tokens of Azure Attestation that a policy must refuse, and those that it can accept. */
final class MaaPolicyTest {

  private static final Path PAGE =
      Path.of(System.getProperty("attestry.project", ".."), "docs/policy.md");
  private static final Pattern TYPES =
      Pattern.compile("\\| `attestation_type`, `isolation_tee` \\| text: (.*?) \\|");
  private static final String DIGEST = "ab".repeat(32);

  private static final MaaService MAA = CloudLab.MAA;
  private static final SgxEnclave DEBUG = MAA.enclave().writing(48, Bytes.of(0x07));
  private static final SgxEnclave FORGERS =
      MAA.enclave().writing(128, Bytes.ofHex("66".repeat(32))); // MRSIGNER

  /** Whoever runs a debug enclave reads the key out of it, and signs what he likes. */
  @Test
  void aKeyInADebugEnclaveIsRefusedUntilThePolicyNamesIt() throws Exception {
    ObjectNode policy = learned(CloudLab.maa().verify());
    for (LabCase c : List.of(signedIn(DEBUG), withoutIntel(signedIn(DEBUG)))) {
      Verification v = c.verify();
      assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
      assertThat(v.findings().toString()).contains("a debug enclave");
      assertThat(v.claims().flag("/key_debug")).contains(true);
      assertThat(failing(v, policy)).contains("maa-jwt/key_debug");
    }
    policy.withObject("/flow/evidence/maa-jwt").put("key_debug", "any");
    assertThat(failing(signedIn(DEBUG).verify(), policy)).isEmpty();
  }

  /** Anybody can make a key in an enclave of his own, and have Intel say that it lives there. */
  @Test
  void aKeyInSomebodyElsesEnclaveIsRefusedWhereThePolicyNamesWhose() throws Exception {
    ObjectNode policy = namingTheEnclave();
    assertThat(failing(CloudLab.maa().verify(), policy)).isEmpty();
    Verification v = signedIn(FORGERS).verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/key_mrsigner")).contains("66".repeat(32));
    assertThat(failing(v, policy)).containsExactly("maa-jwt/key_mrsigner");
  }

  /** A quote that nobody judged, or none, does not say whose enclave it is. */
  @Test
  void aKeyThatNoEnclaveIsShownForIsRefusedWhereThePolicyNamesWhose() throws Exception {
    ObjectNode policy = namingTheEnclave();
    LabCase bare = keys(LabToken.jwk(MAA.kid(), MAA.key()));
    for (LabCase c : List.of(bare, withoutIntel(CloudLab.maa()))) {
      Verification v = c.verify();
      assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
      assertThat(v.claims().at("/key_mrsigner")).isEmpty();
      assertThat(failing(v, policy)).containsExactly("maa-jwt/key_mrsigner");
    }
  }

  /** Learned, and whose the enclave is by hand: functions fetch nothing of Intel's for the key. */
  private static ObjectNode namingTheEnclave() throws Exception {
    Verification honest = CloudLab.maa().verify();
    ObjectNode policy = learned(honest);
    ObjectNode rules = policy.withObject("/flow/evidence/maa-jwt");
    assertThat(rules.has("key_mrsigner")).isFalse();
    rules.put("key_mrsigner", honest.claims().text("/key_mrsigner").orElseThrow());
    return policy;
  }

  /** Old versions have known holes, and the same signer. */
  @Test
  void aSignerVouchesOnlyFromAVersionOnThatThePolicyNames() throws Exception {
    Verification v = CloudLab.maa().verify();
    ObjectNode policy = learned(v);
    ObjectNode rules = policy.withObject("/flow/evidence/maa-jwt");
    rules.remove("measurement");
    assertThat(appraise(v, policy).decision()).isEqualTo(Decision.ALLOW);
    rules.remove("svn");
    assertThat(appraise(v, policy).decision()).isEqualTo(Decision.DENY);
  }

  /** Beside a machine that vouches for itself, such a token warns. */
  @Test
  void aTokenByAKeyInADebugEnclaveBesideAMachineOnlyWarns() throws Exception {
    LabCase honest = CompositeLab.cvm();
    ObjectNode policy = learned(honest.verify());
    assertThat(appraise(honest.verify(), policy).decision()).isEqualTo(Decision.ALLOW);
    LabCase c = honest.trusting(jwks(MAA.jwk(DEBUG)), DcapLab.PKI.anchor(), SnpLab.GENOA.anchor());
    assertThat(c.verify().claims().flag("/token/key_debug")).contains(true);
    assertThat(appraise(c.verify(), policy).decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
  }

  static Stream<String> typesOfThePage() throws IOException {
    Matcher row = TYPES.matcher(Files.readString(PAGE));
    assertThat(row.find()).isTrue();
    return Pattern.compile("`([a-z]+)`").matcher(row.group(1)).results().map(r -> r.group(1));
  }

  @ParameterizedTest
  @MethodSource("typesOfThePage")
  void everyTypeThatThePageOfPoliciesNamesCanBeAccepted(String type) throws Exception {
    Verification v = about(type).verify();
    assertThat(v.claims().text("/attestation_type")).contains(type);
    Appraisal a = appraise(v, learned(v));
    assertThat(a.decision()).as("%s", a.findings()).isEqualTo(Decision.ALLOW);
  }

  /** They state nothing of what runs: whatever a policy names, it does not name their code. */
  @ParameterizedTest
  @ValueSource(strings = {"tpm", "azurevm without a TEE"})
  void aTokenThatMeasuresNothingIsVerifiedAndAcceptedByNoPolicy(String type) throws Exception {
    Verification v = about(type).verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    ObjectNode policy = learned(v);
    ObjectNode rules = policy.withObject("/flow/evidence/maa-jwt");
    rules.put("debuggable", "any").put("bearer", "any").put("secure_boot", true);
    assertThat(appraise(v, policy).decision()).isEqualTo(Decision.DENY);
    rules.put("measurement", DIGEST);
    assertThat(appraise(v, policy).decision()).isEqualTo(Decision.DENY);
    assertThat(failing(v, policy)).contains("maa-jwt/measurement");
  }

  private static LabCase about(String type) {
    String[] word = type.split(" ", 2);
    ObjectNode o = MAA.snpVm(CloudLab.HEX_NONCE, "app 1", CloudLab.NOW);
    o.put("x-ms-attestation-type", word[0]);
    if (!type.equals("azurevm")) {
      o.remove("x-ms-isolation-tee");
    }
    if (!word[0].equals("azurevm")) {
      o.remove(List.of("x-ms-azurevm-debuggersdisabled", "x-ms-azurevm-vmid"));
    }
    switch (type) {
      case "sgx" -> o.put("x-ms-sgx-mrenclave", DIGEST).put("x-ms-sgx-is-debuggable", false);
      case "sevsnpvm" ->
          o.put("x-ms-sevsnpvm-launchmeasurement", DIGEST)
              .put("x-ms-sevsnpvm-is-debuggable", false);
      case "tdxvm" -> o.put("tdx_mrtd", DIGEST).put("tdx_td_attributes_debug", false);
      default -> {} // as it is
    }
    return CloudLab.maa().with("token", MAA.token(MAA.header(), Bytes.utf8(o.toString())));
  }

  private static LabCase signedIn(SgxEnclave home) {
    return keys(MAA.jwk(home));
  }

  private static LabCase keys(ObjectNode jwk) {
    LabCase c = CloudLab.maa();
    return c.with(c.input().withAnchors(TrustAnchors.of(List.of(jwks(jwk), DcapLab.PKI.anchor()))));
  }

  private static TrustAnchor jwks(ObjectNode jwk) {
    return new TrustAnchor.Material(MaaService.PURPOSE, "jwks", LabToken.jwks(jwk), "the test");
  }

  private static LabCase withoutIntel(LabCase c) {
    assertThat(c.ids(Outcome.PASSED)).contains("maa-jwt.key-enclave");
    return c.with(c.input().withCollateral(Collateral.NONE));
  }

  private static ObjectNode learned(Verification v) {
    return PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow()))
        .canonical();
  }

  private static List<String> failing(Verification v, ObjectNode policy) throws Exception {
    return appraise(v, policy).findings().stream()
        .filter(f -> f.outcome() == RuleOutcome.FAILED)
        .map(RuleFinding::rule)
        .toList();
  }

  private static Appraisal appraise(Verification v, ObjectNode policy) throws Exception {
    return Appraiser.appraise(
        v,
        Policy.of(policy),
        GraceList.NONE,
        AppraisalContext.of("vm", "", CloudLab.NOW, CloudLab.NOW));
  }
}
