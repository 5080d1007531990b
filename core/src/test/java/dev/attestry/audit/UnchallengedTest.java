package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Id;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.flow.FlowMap;
import dev.attestry.scheme.Schemes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whose results may pass without an answered challenge: map and policy say, never the entry. */
final class UnchallengedTest {

  private static final String MAP =
      """
      {"v":"attestry/flow-map/v1","name":"m","version":1,"components":{
        "aws/bucket":{"kind":"bucket","cloud":"aws","evidence":"certs"},
        "aws/enclave":{"kind":"enclave","cloud":"aws","evidence":"nitro"},
        "aws/supplier":{"kind":"vm","class":"supplied","cloud":"other","evidence":"sev-snp"}},
       "flows":{}}
      """;

  private static final String POLICY =
      """
      {"v":"attestry/policy/v1","name":"p","version":1,
       "classes":{"supplied":{"third_party":true}}}
      """;

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;
  private final Policy policy;

  UnchallengedTest() throws Exception {
    lab = AuditLab.smallLog(bucket);
    policy = Policy.parse(Bytes.utf8(POLICY));
    Bytes map = FlowMap.parse(Bytes.utf8(MAP)).canonicalBytes();
    lab.append(
        lab.aws,
        List.of(
            lab.activation(ObjectType.FLOW_MAP, "m", map, 2),
            lab.activation(ObjectType.POLICY, "p", policy.canonicalBytes(), 2)));
  }

  private Set<AuditCheck> faultsAfter(String component, String mediaType, String claims)
      throws Exception {
    return faultsAfter(component, mediaType, claims, "");
  }

  private Set<AuditCheck> faultsAfter(
      String component, String mediaType, String claims, String recipe) throws Exception {
    ResultContent r = lab.mapped(lab.challenge(component), component, mediaType, 2);
    Bytes ear =
        Bytes.utf8(
            "{\"submods\":{\"a\":{\"ear_status\":\"warning\",\"ear_verifier_claims\":{"
                + claims
                + "}}}}");
    lab.append(
        lab.aws,
        new Id(component, "y1", 1),
        new ResultContent(
            r.instance(),
            List.of(),
            recipe.isEmpty() ? Optional.empty() : r.challenge().map(c -> by(recipe, c)),
            r.evidence(),
            r.evidenceTime(),
            r.verifiedAt(),
            r.appraisedAt(),
            policy.id(),
            r.anchors(),
            ear,
            r.findings(),
            r.actions()));
    return Audit.run(bucket, AuditLab.SHARD, lab.settings()).counts().keySet().stream()
        .filter(c -> c.level() == AuditCheck.Level.FAULT)
        .collect(Collectors.toSet());
  }

  private static ChallengeReference by(String recipe, ChallengeReference c) {
    return new ChallengeReference(c.commit(), c.size(), c.salt(), recipe);
  }

  @Test
  void aChallengeBoundByAnotherFormatsRecipeIsAFault() throws Exception {
    // The same bytes in the slot; but what holds the parts together is not what was checked.
    assertThat(faultsAfter("aws/enclave", type("nitro"), "", "tpm-extra-data-v1"))
        .containsExactly(AuditCheck.CHALLENGE_RECIPE);
  }

  private static String type(String scheme) {
    return Schemes.named(scheme).orElseThrow().mediaType();
  }

  @Test
  void evidenceOfAWeakerFormatThanTheMapNamesIsRefused() throws Exception {
    // Certificates that anyone can fetch, in the place of an enclave's document.
    assertThat(faultsAfter("aws/enclave", type("certs"), ""))
        .containsExactlyInAnyOrder(AuditCheck.EVIDENCE_FORMAT, AuditCheck.CHALLENGE_ABSENT);
  }

  @Test
  void anAssertionOfTheProviderHasNoPlaceForAChallenge() throws Exception {
    assertThat(faultsAfter("aws/bucket", type("certs"), "")).isEmpty();
  }

  @Test
  void aThirdPartyOfThePolicyIsNotAsked() throws Exception {
    assertThat(faultsAfter("aws/supplier", type("sev-snp"), "")).isEmpty();
  }

  @Test
  void anEnclaveThatIsCalledAnAssertionByItsOwnEntryStaysAnEnclave() throws Exception {
    // A stolen writer's key would write the class that lets a recording pass.
    assertThat(faultsAfter("aws/enclave", type("nitro"), "\"attestry.class\":\"A1\""))
        .containsExactly(AuditCheck.CHALLENGE_ABSENT);
  }

  @Test
  void aComponentThatNoMapKnowsMustAnswer() throws Exception {
    assertThat(faultsAfter("aws/unknown", "application/x-any", "\"attestry.class\":\"T1\""))
        .containsExactly(AuditCheck.CHALLENGE_ABSENT);
  }
}
