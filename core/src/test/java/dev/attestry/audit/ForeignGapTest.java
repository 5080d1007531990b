package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.audit.AuditReport.Conclusion;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Home;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Link;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.Trust;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Gaps that another cloud writes: any may, at any time, and few of them count. */
final class ForeignGapTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SLOT = "s2";

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;
  private final Instant deadline;
  private final Link plan;

  ForeignGapTest() throws IOException {
    lab = AuditLab.smallLog(bucket);
    deadline = lab.now().plus(HOUR);
    plan = plan(SLOT);
  }

  private Link plan(String slot) throws IOException {
    return lab.plan(lab.aws, slot, HOUR, "aws/a").receipt().entry();
  }

  private GapContent gap() {
    return lab.gap(SLOT, deadline, plan);
  }

  private Appended foreign(GapContent gap) throws IOException {
    return lab.append(lab.azure, new Id("aws/a", SLOT, 1), gap);
  }

  /** Open and said by nobody, as their writer sees it, and a reader likewise. */
  private List<String> open() throws Exception {
    return slots(s -> s.said().isEmpty());
  }

  /** Open for their own cloud only. */
  private List<String> said() throws Exception {
    return slots(s -> s.said().isPresent());
  }

  private List<String> slots(Predicate<OpenSlot> which) throws Exception {
    List<OpenSlot> writer = lab.chain.view().openSlots();
    Trust trust = new Trust(Optional.of(lab.genesis.hash()), Crypto.fastest(), Home.none());
    assertThat(Chain.open(bucket, AuditLab.SHARD, trust).view().openSlots()).isEqualTo(writer);
    return writer.stream().filter(which).map(OpenSlot::slot).toList();
  }

  private Kind newest() {
    return lab.chain.view().newest("aws/a").orElseThrow().entry().kind();
  }

  private AuditReport audit() {
    return Audit.run(bucket, AuditLab.SHARD, lab.settings());
  }

  private void assertClean() {
    assertThat(audit().conclusion()).as("%s", audit().findings()).isEqualTo(Conclusion.CLEAN);
  }

  @Test
  void oneBeforeTheDeadlineCountsForNothing() throws Exception {
    foreign(gap());
    assertThat(open()).containsExactly(SLOT);
    assertThat(newest()).isEqualTo(Kind.RESULT);
    assertThat(audit().counts()).containsKeys(AuditCheck.GAP_EARLY, AuditCheck.SLOT_OPEN);
  }

  @Test
  void oneAtTheDeadlineCountsAndTheSlotStaysOpenForItsOwnCloud() throws Exception {
    lab.passes(HOUR);
    foreign(gap());
    assertThat(said()).containsExactly(SLOT);
    assertThat(newest()).isEqualTo(Kind.GAP);
    assertClean();
    assertThat(audit().counts()).doesNotContainKeys(AuditCheck.SLOT_OPEN, AuditCheck.GAP_EARLY);
  }

  /** It counts, since nobody can know; the log shows it as soon as anybody else writes. */
  @Test
  void oneWhoseWriterMovedItsClockAheadIsNamedOnceAnotherCloudWrites() throws Exception {
    lab.passes(HOUR);
    foreign(gap());
    lab.passes(HOUR.negated());
    lab.append(lab.azure, new Id("azure/c", "x2", 1), lab.result(lab.challenge("azure/c")));
    assertThat(audit().counts()).doesNotContainKey(AuditCheck.GAP_EARLY);
    plan("s3");
    assertThat(audit().counts()).containsEntry(AuditCheck.GAP_EARLY, 1L);
  }

  /** What others say of the time is no reason to take a gap whose own commit says it is early. */
  @Test
  void oneBeforeTheDeadlineIsNamedAlsoWhereAnothersClockWasAhead() throws Exception {
    lab.passes(HOUR.multipliedBy(2));
    lab.append(lab.azure, new Id("azure/c", "x2", 1), lab.result(lab.challenge("azure/c")));
    lab.passes(HOUR.multipliedBy(-2));
    foreign(gap());
    assertThat(open()).containsExactly(SLOT);
    assertThat(audit().counts()).containsKeys(AuditCheck.GAP_EARLY, AuditCheck.SLOT_UNANSWERED);
  }

  /** Whoever plans itself a slot of that name must not say anything of another one by it. */
  @Test
  void oneOfAnotherPlanOrDeadlineCountsForNothing() throws Exception {
    lab.passes(HOUR.multipliedBy(2));
    foreign(lab.gap(SLOT, deadline, new Link(0, plan.leaf())));
    lab.append(lab.azure, new Id("aws/a", SLOT, 2), lab.gap(SLOT, deadline.minus(HOUR), plan));
    assertThat(open()).containsExactly(SLOT);
    assertThat(newest()).isEqualTo(Kind.RESULT);
    assertThat(audit().counts()).containsEntry(AuditCheck.GAP_EARLY, 2L);
  }

  /** What its chain remembers under the id is an earlier lie, and not what is to be said now. */
  @Test
  void oneThatCountsIsWrittenThoughOneThatDoesNotHasItsId() throws Exception {
    foreign(gap());
    lab.passes(HOUR);
    Appended now = asked();
    assertThat(now.known()).isFalse();
    assertThat(now.entry().id()).isEqualTo("aws/a:" + SLOT + "#2");
    assertThat(said()).containsExactly(SLOT);
    assertThat(asked().known()).isTrue();
  }

  /** As a sweep asks for it: any gap answers it. */
  private Appended asked() throws IOException {
    GapContent gap = gap();
    long since = lab.chain.view().commit();
    Draft draft = new Draft(new Id("aws/a", SLOT, 1), since, 0, gap.kind(), true, (b, w) -> gap);
    return lab.append(lab.azure, List.of(draft)).get(0);
  }

  /** An older slot's says nothing of how the component stands that answered since. */
  @Test
  void oneOfAnOlderSlotLeavesTheNewestAnswerAlone() throws Exception {
    plan("s3");
    lab.append(lab.aws, new Id("aws/a", "s3", 1), lab.result(lab.challenge("aws/a")));
    lab.passes(HOUR);
    foreign(gap());
    assertThat(said()).containsExactly(SLOT);
    assertThat(newest()).isEqualTo(Kind.RESULT);
    assertClean();
  }

  @Test
  void theOwnCloudsGapMayFollowOnce() throws Exception {
    lab.passes(HOUR);
    foreign(gap());
    lab.append(lab.aws, new Id("aws/a", SLOT, 1), gap());
    assertClean();
    lab.append(lab.aws, new Id("aws/a", SLOT, 2), gap());
    assertThat(audit().counts()).containsKey(AuditCheck.GAP_REPEATED);
  }

  @Test
  void theOwnCloudsGapMayFollowAlsoAfterALaterRound() throws Exception {
    lab.passes(HOUR);
    foreign(gap());
    plan("s3");
    lab.append(lab.aws, new Id("aws/a", "s3", 1), lab.result(lab.challenge("aws/a")));
    lab.append(lab.aws, new Id("aws/a", SLOT, 1), gap());
    assertClean();
  }

  /** Whoever is second would say it again: there is one entry, and both have its receipt. */
  @Test
  void aSecondForeignOneIsNotWritten() throws Exception {
    lab.passes(HOUR);
    Appended own = lab.append(lab.aws, new Id("aws/a", SLOT, 1), gap());
    long before = lab.chain.view().commit();
    Appended second = asked();
    assertThat(second.known()).isTrue();
    assertThat(second.receipt().entry()).isEqualTo(own.receipt().entry());
    assertThat(second.at().cloud()).isEqualTo("aws");
    assertThat(lab.chain.view().commit()).isEqualTo(before);
  }
}
