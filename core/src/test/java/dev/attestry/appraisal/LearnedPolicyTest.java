package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import dev.attestry.scheme.Schemes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        .filter(p -> !p.toString().contains("gce-identity")) // says nothing of a state
        .filter(p -> !p.toString().contains("no-quote")); // a TDREPORT that nobody signed
  }

  /** What a provider only asserts is a warning at best: see {@link GcpRulesTest}. */
  private static boolean attests(String scheme) {
    return Schemes.named(scheme).orElseThrow().evidenceClass() != EvidenceClass.A1;
  }

  /**
   * The report of an Azure VM measures the paravisor; only its vTPM's quote says what booted. A
   * policy must name that, so that without the quote it is refused for this, too, whatever is
   * named.
   */
  private static Set<String> unnamed(String scheme, JsonNode vector) {
    return scheme.equals("azure-hcl") && !vector.at("/files/tpm_quote").isTextual()
        ? Set.of("azure-hcl/pcrs")
        : Set.of();
  }

  /** What the case itself is known to be doubtful for is what our rules must refuse, no more. */
  @ParameterizedTest
  @MethodSource("genuine")
  void refusesEachKnownDoubtByItsOwnRuleAndTakesTheCaseOnceAllAreNamed(Path file) throws Exception {
    ObjectNode vector = Vectors.json(file);
    Verification v = CaseFile.read(file, CRYPTO).verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    Policy learned = PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow()));
    assertThat(learned.reviewed()).isFalse();
    Set<String> doubts = KnownDoubts.of(v.scheme(), file);
    Set<String> unnamed = unnamed(v.scheme(), vector);
    for (String flag : KnownDoubts.why(vector.path("policy"))) {
      assertThat(KnownDoubts.rules(v.scheme(), flag)).as(flag).isNotEmpty();
    }

    assertThat(refusals(appraise(v, learned)))
        .containsExactlyInAnyOrderElementsOf(both(doubts, unnamed));
    for (String rule : doubts) {
      Set<String> others = new TreeSet<>(doubts);
      others.remove(rule);
      Appraisal a = appraise(v, naming(learned, others));
      assertThat(a.decision()).as("without " + rule).isEqualTo(Decision.DENY);
      assertThat(refusals(a)).containsExactlyInAnyOrderElementsOf(both(Set.of(rule), unnamed));
    }
    Appraisal named = appraise(v, naming(learned, doubts));
    assertThat(refusals(named)).containsExactlyElementsOf(unnamed);
    assertThat(named.decision())
        .as(named.reason())
        .isEqualTo(unnamed.isEmpty() ? Decision.ALLOW : Decision.DENY);
    if (unnamed.isEmpty()) {
      assertThat(named.tier()).isEqualTo(Tier.AFFIRMING);
    }
  }

  private static List<String> refusals(Appraisal a) {
    return a.findings().stream()
        .filter(f -> f.outcome() != RuleOutcome.PASSED)
        .map(RuleFinding::rule)
        .toList();
  }

  private static Set<String> both(Collection<String> a, Collection<String> b) {
    Set<String> out = new TreeSet<>(a);
    out.addAll(b);
    return out;
  }

  private static Policy naming(Policy learned, Set<String> rules) throws Exception {
    ObjectNode policy = learned.canonical();
    for (String rule : rules) {
      String[] of = rule.split("/", 2);
      ((ObjectNode) policy.at("/flow/evidence/" + of[0])).put(of[1], "any");
    }
    return Policy.of(policy);
  }

  private static Appraisal appraise(Verification v, Policy policy) {
    return Appraiser.appraise(
        v, policy, GraceList.NONE, AppraisalContext.at(Instant.parse("2026-11-24T00:00:00Z")));
  }
}
