package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's assertions under a policy: a warning where they are as named, denied where not. */
final class GcpRulesTest {

  private static Verification genuine(String format, String name) throws Exception {
    return CaseFile.read(
            Vectors.folder(format).resolve(name).resolve("vector.json"), Crypto.fastest())
        .verify();
  }

  private static Policy learned(Verification v) {
    return PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow()));
  }

  private static Appraisal appraise(Verification v, Policy policy) {
    Instant now = Instant.parse("2026-11-24T00:00:00Z");
    return Appraiser.appraise(v, policy, GraceList.NONE, AppraisalContext.at(now));
  }

  @ParameterizedTest
  @CsvSource({
    "gce-endorsement, dev-snp, digest",
    "shielded-vm-identity, rsa-certs-2024-a, signing_key"
  })
  void whatTheProviderAssertsIsAWarningAndAnotherValueIsDenied(
      String format, String name, String rule) throws Exception {
    Verification v = genuine(format, name);
    ObjectNode policy = learned(v).canonical();
    // The development signer's certificate names no list of revoked ones.
    policy.withObject("/flow/evidence/" + format).put("unrevocable", "any");
    Appraisal a = appraise(v, Policy.of(policy));
    assertThat(a.tier()).as(a.reason()).isEqualTo(Tier.WARNING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    Appraisal other =
        appraise(
            v,
            Genuine.policy(
                "'flow':{'evidence':{'"
                    + format
                    + "':{'"
                    + rule
                    + "':'"
                    + "ab".repeat(32)
                    + "'}}}"));
    assertThat(other.decision()).isEqualTo(Decision.DENY);
    assertThat(other.findings())
        .anyMatch(f -> f.rule().equals(format + "/" + rule) && f.outcome() == RuleOutcome.FAILED);
  }

  /** The identity of an instance is no statement about its state: no rule can make it pass. */
  @Test
  void anIdentityTokenNeverPassesForAnAttestation() throws Exception {
    Verification v = genuine("gcp-attestation-jwt", "gce-identity-2019-full");
    assertThat(appraise(v, learned(v)).decision()).isEqualTo(Decision.DENY);
  }

  /** A debug image of Confidential Space is refused for that, and for having no key, alone. */
  @Test
  void aDebugImageIsDeniedUntilAPolicyNamesIt() throws Exception {
    Verification v = genuine("gcp-attestation-jwt", "cs-oidc-sev-2025-12-nonce");
    Appraisal a = appraise(v, learned(v));
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() == RuleOutcome.FAILED)
        .extracting(RuleFinding::rule)
        .containsExactly("gcp-attestation-jwt/debuggable", "gcp-attestation-jwt/bearer");
  }
}
