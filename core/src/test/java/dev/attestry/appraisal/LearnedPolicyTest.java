package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import dev.attestry.scheme.Schemes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy learned from real evidence, held against that evidence. */
final class LearnedPolicyTest {

  private static final Crypto CRYPTO = Crypto.fastest();

  /** Nobody publishes cases of these as a whole. */
  private static final Set<String> COMPOSITES =
      Set.of("azure-cvm", "gce-shielded-vm", "gce-sev-snp", "gce-tdx");

  static Stream<Path> genuine() {
    return AppraisalRules.schemes().stream()
        .filter(LearnedPolicyTest::attests)
        .filter(s -> !COMPOSITES.contains(s))
        .flatMap(s -> Vectors.cases(s).stream())
        .filter(p -> Vectors.json(p).get("expect").asText().equals("valid"))
        .filter(LearnedPolicyTest::saysWhatBooted)
        .filter(p -> !p.toString().contains("gce-identity")); // says nothing of a state
  }

  /** What a provider only asserts is a warning at best: see {@link GcpRulesTest}. */
  private static boolean attests(String scheme) {
    return Schemes.named(scheme).orElseThrow().evidenceClass() != EvidenceClass.A1;
  }

  /** The report of an Azure VM measures the paravisor; only its vTPM's quote says what booted. */
  private static boolean saysWhatBooted(Path file) {
    return !file.toString().contains("/azure-hcl/")
        || Vectors.json(file).at("/files/tpm_quote").isTextual();
  }

  @ParameterizedTest
  @MethodSource("genuine")
  void acceptsWhatItWasLearnedFromUnlessThatIsDubious(Path file) throws Exception {
    Verification v = CaseFile.read(file, CRYPTO).verify();
    assumeTrue(
        VerifiedEvidence.of(v).isPresent(),
        "not verified: " + v.first(dev.attestry.evidence.Outcome.FAILED));
    Policy learned = PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).get()));
    assertThat(learned.reviewed()).isFalse();
    Appraisal a = appraise(v, learned);

    List<String> on =
        AppraisalRules.of(v.scheme()).orElseThrow().rules().stream()
            .filter(RuleSpec::door)
            .filter(r -> v.claims().flag(r.pointer()).orElse(false))
            .map(r -> v.scheme() + "/" + r.name())
            .toList();
    // Denied for that alone, and for nothing where nothing of the kind is on.
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() != RuleOutcome.PASSED)
        .extracting(RuleFinding::rule)
        .containsExactlyElementsOf(on);
    boolean refusedByVector = Vectors.json(file).at("/policy/default").asText().equals("refuse");
    if (refusedByVector) {
      assertThat(on).isNotEmpty();
    }
    assertThat(a.decision()).isEqualTo(on.isEmpty() ? Decision.ALLOW : Decision.DENY);

    ObjectNode named = learned.canonical();
    for (String rule : on) {
      ((ObjectNode) named.at("/flow/evidence/" + v.scheme()))
          .put(rule.substring(rule.indexOf('/') + 1), "any");
    }
    Appraisal allowed = appraise(v, Policy.of(named));
    assertThat(allowed.decision()).as(allowed.reason()).isEqualTo(Decision.ALLOW);
    assertThat(allowed.tier()).isEqualTo(Tier.AFFIRMING);
  }

  private static Appraisal appraise(Verification v, Policy policy) {
    return Appraiser.appraise(
        v, policy, GraceList.NONE, AppraisalContext.at(Instant.parse("2026-11-24T00:00:00Z")));
  }
}
