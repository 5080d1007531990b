package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.audit.AuditReport.Conclusion;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Appended;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Draft;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Id;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditTest {

  private final MemoryBucket bucket = new MemoryBucket();
  private AuditLab lab;

  AuditTest() throws IOException {
    lab = new AuditLab(new MemoryBucket());
  }

  @BeforeEach
  void write() throws IOException {
    lab = AuditLab.smallLog(bucket);
  }

  private AuditReport audit() {
    return Audit.run(bucket, AuditLab.SHARD, lab.settings());
  }

  private static List<AuditCheck> checks(AuditReport r, AuditCheck.Level level) {
    return r.findings().stream().filter(f -> f.level() == level).map(AuditFinding::check).toList();
  }

  private void assertOnlyFault(AuditCheck check) {
    AuditReport r = audit();
    assertThat(checks(r, AuditCheck.Level.FAULT)).as("%s", r.findings()).containsOnly(check);
    assertThat(r.conclusion()).isEqualTo(Conclusion.NOT_CLEAN);
    assertThat(r.first().orElseThrow().check()).isEqualTo(check);
  }

  private void assertNoFault() {
    AuditReport r = audit();
    assertThat(checks(r, AuditCheck.Level.FAULT)).as("%s", r.findings()).isEmpty();
    assertThat(r.conclusion()).isEqualTo(Conclusion.CLEAN);
  }

  @Test
  void findsAHonestLogClean() {
    AuditReport r = audit();
    assertThat(r.first()).isEmpty();
    assertThat(r.conclusion()).isEqualTo(Conclusion.CLEAN);
    assertThat(r.head()).isEqualTo(lab.chain.view().head());
    assertThat(r.evidence()).isEqualTo(2);
    assertThat(r.entries()).isEqualTo(8);
    assertThat(r.pinned() && r.tailJudged()).isTrue();
    assertThat(checks(r, AuditCheck.Level.NOTE))
        .containsExactly(AuditCheck.VOID_SLOT, AuditCheck.RETENTION_NOT_KEPT);
  }

  @Test
  void saysNotPinnedAndTailNotJudgedWhereNothingElseIsKnown() {
    AuditReport r =
        Audit.run(bucket, AuditLab.SHARD, AuditSettings.fromBytesAlone(Crypto.fastest()));
    assertThat(r.conclusion()).isEqualTo(Conclusion.COULD_NOT_TELL);
    assertThat(r.counts()).containsKeys(AuditCheck.GENESIS_NOT_PINNED, AuditCheck.TAIL_NOT_JUDGED);
  }

  @Test
  void refusesAnotherGenesisThanThePinnedOne() throws IOException {
    AuditReport r = Audit.run(bucket, AuditLab.SHARD, lab.settings().withGenesis(Bytes.zeros(32)));
    assertThat(r.first().orElseThrow().check()).isEqualTo(AuditCheck.GENESIS);
    // A whole other log, honest in itself, in place of the pinned one.
    MemoryBucket other = new MemoryBucket();
    AuditLab.smallLog(other);
    assertThat(Audit.run(other, AuditLab.SHARD, lab.settings()).first().orElseThrow().check())
        .isEqualTo(AuditCheck.GENESIS);
  }

  @Test
  void namesTheCommitThatAReceiptKnowsAndTheBucketLost() {
    Seen receipt = lab.receipt();
    ObjectName last = lab.chain.layout().commit(receipt.commit());
    bucket.remove(last);
    AuditReport r = Audit.run(bucket, AuditLab.SHARD, lab.settings());
    assertThat(r.first().orElseThrow().check()).isEqualTo(AuditCheck.COMMIT_MISSING);
    assertThat(r.first().orElseThrow().object()).contains(last);
    AuditReport without =
        Audit.run(bucket, AuditLab.SHARD, AuditSettings.fromBytesAlone(Crypto.fastest()));
    assertThat(without.conclusion()).isEqualTo(Conclusion.COULD_NOT_TELL);
    assertThat(without.counts()).containsKey(AuditCheck.TAIL_NOT_JUDGED);
  }

  @Test
  void couldNotTellWhereAnObjectCannotBeRead() {
    bucket.breakDown();
    AuditReport r = audit();
    assertThat(r.conclusion()).isEqualTo(Conclusion.COULD_NOT_TELL);
    assertThat(r.counts()).containsKey(AuditCheck.COULD_NOT_READ);
  }

  @Test
  void namesAPlannedCheckThatHasNeitherResultNorGapOnceItsDeadlineIsPast() throws IOException {
    lab.plan(lab.aws, "s2", Duration.ofHours(1), "aws/a");
    assertThat(audit().counts()).containsKey(AuditCheck.SLOT_OPEN);
    assertNoFault();
    lab.passes(Duration.ofHours(2));
    lab.append(lab.azure, new Id("azure/c", "x2", 1), lab.result(lab.challenge("azure/c")));
    assertOnlyFault(AuditCheck.SLOT_UNANSWERED);
  }

  @Test
  void namesAGapThatNoPlanAskedFor() throws IOException {
    Appended plan = lab.plan(lab.aws, "s3", Duration.ofHours(1), "aws/b");
    lab.append(lab.aws, new Id("aws/a", "s9", 1), lab.gap("s9", lab.now(), plan.receipt().entry()));
    assertOnlyFault(AuditCheck.GAP_PLAN);
  }

  @Test
  void namesASecondGapForOneSlot() throws IOException {
    Appended plan = lab.plan(lab.aws, "s3", Duration.ofHours(1), "aws/b");
    for (int attempt = 1; attempt <= 2; attempt++) {
      lab.append(
          lab.aws,
          new Id("aws/b", "s3", attempt),
          lab.gap("s3", lab.now().plus(Duration.ofHours(1)), plan.receipt().entry()));
    }
    assertOnlyFault(AuditCheck.GAP_REPEATED);
  }

  @Test
  void namesAPlanOutsideTheScopeOfItsKey() throws IOException {
    lab.plan(lab.azure, "s4", Duration.ofHours(1), "aws/a");
    assertOnlyFault(AuditCheck.PLAN_SCOPE);
  }

  @Test
  void namesAChallengeThatIsAnsweredTwice() throws IOException {
    Challenge c = lab.challenge("aws/a");
    ResultContent r = lab.result(c);
    lab.append(lab.aws, new Id("aws/a", "y1", 1), r);
    lab.append(lab.aws, new Id("aws/a", "y2", 1), r);
    assertOnlyFault(AuditCheck.CHALLENGE_REPEATED);
  }

  @Test
  void namesAPassingResultWhoseEvidenceDoesNotAnswerItsChallenge() throws IOException {
    Challenge c = lab.challenge("aws/a");
    lab.append(
        lab.aws, new Id("aws/a", "y1", 1), lab.result(c, Bytes.utf8("recorded last year"), 2));
    assertOnlyFault(AuditCheck.CHALLENGE_ABSENT);
  }

  @Test
  void namesAPassingResultThatAnswersNoChallenge() throws IOException {
    // A writer's key alone could else let last year's evidence pass for ever.
    ResultContent r = lab.result(lab.challenge("aws/a"));
    lab.append(lab.aws, new Id("aws/a", "y1", 1), with(r, Optional.empty(), r.evidence()));
    assertOnlyFault(AuditCheck.CHALLENGE_ABSENT);
  }

  @Test
  void namesAPassingResultWhoseChallengeIsSoNarrowThatAnOldDocumentCanFitIt() throws IOException {
    Challenge c = lab.challenge("aws/a");
    ResultContent r = lab.result(c, Slot.DIGITS_10.of(c), 2);
    lab.append(lab.aws, new Id("aws/a", "y1", 1), with(r, recipe(r, "narrow-v1"), r.policy()));
    assertOnlyFault(AuditCheck.CHALLENGE_ABSENT);
  }

  @Test
  void namesARecipeOfAnUnknownNameOrVersion() throws IOException {
    for (String label : List.of("nitro-nonce-v2", "secret-sauce-v1")) {
      Challenge c = lab.challenge("aws/a");
      ResultContent r = lab.result(c);
      lab.append(lab.aws, new Id("aws/a", label, 1), with(r, recipe(r, label), r.policy()));
    }
    assertOnlyFault(AuditCheck.CHALLENGE_RECIPE);
    assertThat(audit().counts()).containsEntry(AuditCheck.CHALLENGE_RECIPE, 2L);
  }

  private static ChallengeReference recipe(ResultContent r, String label) {
    ChallengeReference asked = r.challenge().orElseThrow();
    return new ChallengeReference(asked.commit(), asked.size(), asked.salt(), label);
  }

  @Test
  void namesAPassingResultThatRestsOnNoEvidence() throws IOException {
    ResultContent r = lab.result(lab.challenge("aws/a"));
    lab.append(lab.aws, new Id("aws/a", "y1", 1), with(r, r.challenge(), List.of()));
    lab.append(lab.aws, new Id("aws/a", "y2", 1), with(r, Optional.empty(), List.of()));
    assertOnlyFault(AuditCheck.EVIDENCE_ABSENT);
    assertThat(audit().counts()).containsEntry(AuditCheck.EVIDENCE_ABSENT, 2L);
  }

  @Test
  void seesThatAResultPassesInTheSpellingOfEveryProfile() {
    for (String status : List.of("ear_status\":\"affirming", "ear.status\":\"warning")) {
      Bytes ear = Bytes.utf8("{\"submods\":{\"a\":{\"" + status + "\"}}}");
      assertThat(EarStatus.passes(ear)).as(status).isTrue();
    }
    for (String status : List.of("ear_status\":\"none", "ear.status\":\"contraindicated")) {
      Bytes ear = Bytes.utf8("{\"submods\":{\"a\":{\"" + status + "\"}}}");
      assertThat(EarStatus.passes(ear)).as(status).isFalse();
    }
  }

  private static ResultContent with(
      ResultContent r, Optional<ChallengeReference> challenge, List<EvidenceReference> evidence) {
    return new ResultContent(
        r.instance(),
        r.flows(),
        challenge,
        evidence,
        r.evidenceTime(),
        r.verifiedAt(),
        r.appraisedAt(),
        r.policy(),
        r.anchors(),
        r.ear(),
        r.findings(),
        r.actions());
  }

  @Test
  void acceptsARefusedResultWhoseEvidenceDoesNotAnswer() throws IOException {
    Challenge c = lab.challenge("aws/a");
    lab.append(lab.aws, new Id("aws/a", "y1", 1), lab.result(c, Bytes.utf8("replayed"), 96));
    assertNoFault();
  }

  @Test
  void namesAChallengeThatWasNotMadeFromThisLog() throws IOException {
    Challenge c = lab.challenge("aws/a");
    ResultContent r = lab.result(c);
    ChallengeReference forged = new ChallengeReference(1, 3, c.salt(), "nitro-nonce-v1");
    lab.append(lab.aws, new Id("aws/a", "y1", 1), with(r, forged, r.policy()));
    assertOnlyFault(AuditCheck.CHALLENGE_COMMIT);
  }

  private static ResultContent with(ResultContent r, ChallengeReference challenge, String policy) {
    return new ResultContent(
        r.instance(),
        r.flows(),
        Optional.of(challenge),
        r.evidence(),
        r.evidenceTime(),
        r.verifiedAt(),
        r.appraisedAt(),
        policy,
        r.anchors(),
        r.ear(),
        r.findings(),
        r.actions());
  }

  @Test
  void namesAResultOfAPolicyThatWasNeverInForce() throws IOException {
    ResultContent r = lab.result(lab.challenge("aws/a"));
    String other = AuditLab.identity(Bytes.utf8("a policy of their own"));
    lab.append(lab.aws, new Id("aws/a", "y1", 1), with(r, r.challenge().orElseThrow(), other));
    assertOnlyFault(AuditCheck.POLICY_NOT_IN_FORCE);
  }

  @Test
  void namesAResultWhosePolicyIsAFlowMapInForce() throws IOException {
    // Any document that was ever activated, of whatever type, would else pass as the policy.
    ResultContent r = lab.result(lab.challenge("aws/a"));
    String map = AuditLab.identity(AuditLab.MAP);
    lab.append(lab.aws, new Id("aws/a", "y1", 1), with(r, r.challenge().orElseThrow(), map));
    assertOnlyFault(AuditCheck.POLICY_NOT_IN_FORCE);
  }

  @Test
  void namesAnActivationWhoseVersionDoesNotRise() throws IOException {
    lab.append(
        lab.aws, List.of(lab.activation(PolicyContent.ObjectType.POLICY, "p", AuditLab.POLICY, 0)));
    assertOnlyFault(AuditCheck.ACTIVATION_REFUSED);
  }

  @Test
  void namesAnActivationThatNoPolicyKeySigned() throws IOException {
    String identity = AuditLab.identity(AuditLab.POLICY);
    Bytes statement =
        PolicyContent.statement(
            "lab.audit/2026", PolicyContent.ObjectType.POLICY, "p", 9, identity);
    PolicyContent forged =
        new PolicyContent(
            PolicyContent.ObjectType.POLICY,
            "p",
            9,
            identity,
            AuditLab.signature(lab.aws, statement));
    lab.append(lab.aws, new Id("@policy/policy/p", "v9", 1), forged);
    assertOnlyFault(AuditCheck.ACTIVATION_REFUSED);
  }

  @Test
  void namesEvidenceThatIsMissingDamagedOrExchanged() throws IOException {
    List<ObjectName> packs = names("2026/ev/");
    MemoryBucket good = bucket.copy();
    bucket.remove(packs.get(0));
    assertOnlyFault(AuditCheck.PACK);
    bucket.force(packs.get(0), bytes(good, packs.get(1)));
    assertOnlyFault(AuditCheck.PACK);
    assertThat(audit().first().orElseThrow().object()).contains(packs.get(0));
  }

  @Test
  void notesOrphansAndJunkWithoutCallingThemFaults() {
    bucket.create(ObjectName.of("2026/ev/" + "0".repeat(64)), Bytes.utf8("left by a crash"));
    bucket.create(ObjectName.of("2026/keys/" + "1".repeat(64)), Bytes.utf8("junk"));
    bucket.create(ObjectName.of("2026/notes"), Bytes.utf8("junk"));
    bucket.create(lab.chain.layout().commit(99), Bytes.utf8("planted ahead"));
    // What functions keep of vendors: nothing refers to it, and nothing of it is believed.
    bucket.create(
        ObjectName.of("2026/collateral/" + "2".repeat(64) + "/01796000000"), Bytes.utf8("list"));
    assertNoFault();
    assertThat(audit().counts())
        .containsEntry(AuditCheck.ORPHAN, 2L)
        .containsEntry(AuditCheck.UNKNOWN_OBJECT, 1L)
        .containsEntry(AuditCheck.VOID_SLOT, 2L);
  }

  @Test
  void namesAVoidSlotWhoseBytesChangedAfterItWasSkipped() throws IOException {
    long k =
        audit().findings().stream()
            .filter(f -> f.check() == AuditCheck.VOID_SLOT)
            .findFirst()
            .flatMap(AuditFinding::commit)
            .orElseThrow();
    bucket.force(lab.chain.layout().commit(k), Bytes.utf8("planted later"));
    assertOnlyFault(AuditCheck.VOID_HASH);
  }

  @Test
  void namesTheMiddleCommitThatWasDeletedAndKnowsTheLaterOnesForWhatTheyAre() {
    AuditSettings alone = AuditSettings.fromBytesAlone(Crypto.fastest());
    bucket.remove(lab.chain.layout().commit(2));
    AuditReport r = Audit.run(bucket, AuditLab.SHARD, alone);
    assertThat(r.first().orElseThrow().check()).isEqualTo(AuditCheck.COMMIT_MISSING);
    assertThat(r.first().orElseThrow().object()).contains(lab.chain.layout().commit(2));
  }

  @Test
  void keepsAboutARepeatedFindingOnlySoMuch() throws IOException {
    ResultContent r = lab.result(lab.challenge("aws/n0"), Bytes.utf8("evidence"), 2);
    List<Draft> many =
        IntStream.range(0, 300)
            .mapToObj(i -> Draft.of(new Id("aws/n" + i, "y", 1), lab.chain.view().commit(), r))
            .toList();
    lab.append(lab.aws, many);
    AuditReport report = audit();
    assertThat(report.counts()).containsEntry(AuditCheck.CHALLENGE_ABSENT, 300L);
    assertThat(report.findings()).hasSizeLessThan(110);
  }

  private List<ObjectName> names(String prefix) throws IOException {
    try (Stream<ObjectName> s = bucket.list(prefix)) {
      return s.toList();
    }
  }

  private static Bytes bytes(MemoryBucket b, ObjectName name) {
    return ((ReadOutcome.Found) b.read(name)).bytes();
  }
}
