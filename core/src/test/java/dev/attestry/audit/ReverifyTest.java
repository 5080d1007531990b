package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.PolicyContent;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.Archive;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Real evidence, archived with what was found then, honestly and otherwise. */
final class ReverifyTest {

  private static final String COMPONENT = ReverifyLab.COMPONENT;

  private final MemoryBucket bucket = new MemoryBucket();
  private final ReverifyLab real;
  private final AuditLab lab;

  ReverifyTest() throws Exception {
    real = new ReverifyLab(bucket);
    lab = real.lab;
  }

  private Set<AuditCheck> faults(boolean reverify) {
    AuditSettings s = lab.settings();
    AuditReport r = Audit.run(bucket, AuditLab.SHARD, reverify ? s.withReverify() : s);
    return r.counts().keySet().stream()
        .filter(c -> c.level() != AuditCheck.Level.NOTE)
        .collect(Collectors.toSet());
  }

  @Test
  void agreesWithAnHonestRecordOfRefutedEvidence() throws Exception {
    Challenge c = lab.challenge(COMPONENT);
    Verification v = real.verify(ReverifyLab.document(), c);
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED); // it answers a challenge of 2024
    real.append(c, ReverifyLab.document(), real.ear(v), Archive.findings(v));
    assertThat(faults(true)).isEmpty();
  }

  @Test
  void namesAResultThatSaysBetterThanItsEvidence() throws Exception {
    Challenge c = lab.challenge(COMPONENT);
    Verification v = real.verify(ReverifyLab.document(), c);
    String lie =
        real.ear(v)
            .utf8()
            .replace(
                "\"attestry.verification\":\"refuted\"", "\"attestry.verification\":\"verified\"")
            .replaceAll("\":9[0-9]", "\":2");
    real.append(c, ReverifyLab.document(), Bytes.utf8(lie), Archive.findings(v));
    assertThat(faults(true))
        .contains(AuditCheck.REVERIFY_VERDICT, AuditCheck.REVERIFY_RESULT)
        .doesNotContain(AuditCheck.REVERIFY_FINDINGS);
  }

  @Test
  void namesAResultThatClaimsAnotherRecipeThanBoundItsParts() throws Exception {
    // A weaker way of binding, sold under the name of a stronger one.
    Challenge c = lab.challenge(COMPONENT);
    Verification v = real.verify(ReverifyLab.document(), c);
    String lie = real.ear(v).utf8().replace("nitro-nonce-v1", "azure-hcl-v1");
    real.append(c, ReverifyLab.document(), Bytes.utf8(lie), Archive.findings(v));
    assertThat(faults(true)).containsExactly(AuditCheck.REVERIFY_RESULT);
  }

  @Test
  void namesFindingsThatTheEvidenceDoesNotGive() throws Exception {
    Challenge c = lab.challenge(COMPONENT);
    Verification v = real.verify(ReverifyLab.document(), c);
    Bytes findings =
        Bytes.utf8(
            Archive.findings(v).utf8().replace("\"outcome\":\"failed\"", "\"outcome\":\"passed\""));
    real.append(c, ReverifyLab.document(), real.ear(v), findings);
    assertThat(faults(true)).containsExactly(AuditCheck.REVERIFY_FINDINGS);
    assertThat(faults(false)).isEmpty();
  }

  @Test
  void namesEvidenceThatWasVerifiedWithOtherExpectationsThanTheMapStates() throws Exception {
    // All tenants of a region share a key: a writer could expect whatever issuer a token has.
    Bytes map =
        FlowMap.parse(
                Bytes.utf8(
                    "{\"v\":\"attestry/flow-map/v1\",\"name\":\"m\",\"version\":1,\"flows\":{},"
                        + "\"components\":{\""
                        + COMPONENT
                        + "\":{\"evidence\":\"nitro\","
                        + "\"stated\":{\"expected_issuer\":\"https://ours\"}}}}"))
            .canonicalBytes();
    lab.append(lab.aws, List.of(lab.activation(PolicyContent.ObjectType.FLOW_MAP, "m", map, 1)));
    Challenge c = lab.challenge(COMPONENT);
    Verification v = real.verify(ReverifyLab.document(), c);
    real.append(c, ReverifyLab.document(), real.ear(v), Archive.findings(v));
    assertThat(faults(true)).containsExactly(AuditCheck.REVERIFY_FINDINGS);
  }

  @Test
  void couldNotTellWhereNoSchemeReadsTheEvidence() throws Exception {
    Challenge c = lab.challenge(COMPONENT);
    Verification v = real.verify(ReverifyLab.document(), c);
    Evidence unknown = Evidence.of("application/x-unknown", ReverifyLab.document().parts());
    real.append(c, unknown, real.ear(v), Archive.findings(v));
    assertThat(faults(true)).containsExactly(AuditCheck.REVERIFY_IMPOSSIBLE);
  }
}
