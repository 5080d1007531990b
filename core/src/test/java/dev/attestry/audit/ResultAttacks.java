package dev.attestry.audit;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.flow.FlowMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Attacks by results: evidence, challenge, policy and flows that are not what they should be. */
final class ResultAttacks {

  private static final Bytes MAP =
      Bytes.utf8(
          """
          {"v":"attestry/flow-map/v1","name":"m","version":2,"flows":{},"components":{
            "aws/x":{"kind":"vm","cloud":"aws","evidence":"nitro"}}}
          """);

  private ResultAttacks() {}

  static Map<AuditCheck, Attack> all() {
    return Map.ofEntries(
        entry(
            AuditCheck.CHALLENGE_COMMIT,
            "a challenge of a log that was never seen",
            r -> challenged(r, new ChallengeReference(1, 3, salt(r), "nitro-nonce-v1"))),
        Map.entry(
            AuditCheck.CHALLENGE_REPEATED,
            Attack.of("one answer is shown twice", ResultAttacks::twice)),
        entry(
            AuditCheck.CHALLENGE_RECIPE,
            "a nonce so short that an old document fits it",
            r -> challenged(r, recipe(r, "digits-10"))),
        entry(
            AuditCheck.CHALLENGE_ABSENT,
            "evidence that answers nobody",
            r -> with(r, Optional.empty(), r.evidence(), r.policy())),
        entry(
            AuditCheck.EVIDENCE_ABSENT,
            "a result out of nothing",
            r -> with(r, r.challenge(), List.of(), r.policy())),
        entry(
            AuditCheck.EVIDENCE_DIGEST,
            "evidence is exchanged in its pack",
            r -> with(r, r.challenge(), List.of(other(r.evidence().get(0))), r.policy())),
        entry(
            AuditCheck.POLICY_NOT_IN_FORCE,
            "a policy of one's own",
            r -> with(r, r.challenge(), r.evidence(), AuditLab.identity(Bytes.utf8("mine")))),
        entry(
            AuditCheck.UPSTREAM,
            "a source that never wrote",
            r -> flow(r, new FlowState.Upstream("aws/none", new Link(1, Bytes.zeros(32))))),
        entry(AuditCheck.FLOWS, "a flow of a map that is none", r -> flow(r)),
        Map.entry(
            AuditCheck.PACK, Attack.of("evidence is deleted", (b, lab) -> b.remove(pack(b, lab)))),
        Map.entry(
            AuditCheck.EVIDENCE_FORMAT,
            Attack.of("evidence of a format that is easier to make", ResultAttacks::format)));
  }

  @FunctionalInterface
  private interface Edit {
    ResultContent of(ResultContent honest);
  }

  private static Map.Entry<AuditCheck, Attack> entry(AuditCheck check, String what, Edit edit) {
    return Map.entry(
        check,
        Attack.of(
            what,
            (b, lab) ->
                lab.append(
                    lab.aws,
                    new Id("aws/a", "y1", 1),
                    edit.of(lab.result(lab.challenge("aws/a"))))));
  }

  private static void twice(MemoryBucket unused, AuditLab lab) throws IOException {
    Challenge c = lab.challenge("aws/a");
    ResultContent r = lab.result(c);
    lab.append(lab.aws, new Id("aws/a", "y1", 1), r);
    lab.append(lab.aws, new Id("aws/a", "y2", 1), r);
  }

  private static void format(MemoryBucket unused, AuditLab lab) throws Exception {
    Bytes map = FlowMap.parse(MAP).canonicalBytes();
    lab.append(lab.aws, List.of(lab.activation(ObjectType.FLOW_MAP, "m", map, 2)));
    lab.append(
        lab.aws,
        new Id("aws/x", "y1", 1),
        lab.mapped(lab.challenge("aws/x"), "aws/x", "application/x-easy", 2));
  }

  private static ObjectName pack(MemoryBucket b, AuditLab lab) throws IOException {
    try (Stream<ObjectName> packs = b.list(lab.chain.layout().shard() + "/ev/")) {
      return packs.findFirst().orElseThrow();
    }
  }

  private static Bytes salt(ResultContent r) {
    return r.challenge().orElseThrow().salt();
  }

  private static ChallengeReference recipe(ResultContent r, String recipe) {
    ChallengeReference c = r.challenge().orElseThrow();
    return new ChallengeReference(c.commit(), c.size(), c.salt(), recipe);
  }

  private static EvidenceReference other(EvidenceReference e) {
    return new EvidenceReference(e.pack(), e.name(), e.mediaType(), Bytes.zeros(32));
  }

  private static ResultContent flow(ResultContent r, FlowState.Upstream... upstream) {
    FlowState f = new FlowState("f", AuditLab.identity(AuditLab.MAP), 2, List.of(upstream));
    return r.withFlows(List.of(f), r.actions());
  }

  private static ResultContent challenged(ResultContent r, ChallengeReference challenge) {
    return with(r, Optional.of(challenge), r.evidence(), r.policy());
  }

  private static ResultContent with(
      ResultContent r,
      Optional<ChallengeReference> challenge,
      List<EvidenceReference> evidence,
      String policy) {
    return new ResultContent(
        r.instance(),
        r.flows(),
        challenge,
        evidence,
        r.evidenceTime(),
        r.verifiedAt(),
        r.appraisedAt(),
        policy,
        r.anchors(),
        r.ear(),
        r.findings(),
        r.actions());
  }
}
