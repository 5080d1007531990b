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
import dev.attestry.chain.Link;
import dev.attestry.chain.OpenSlot;
import dev.attestry.chain.Trust;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  /** As their writer sees it, and a reader likewise. */
  private List<String> open() throws Exception {
    List<String> writer = slots(lab.chain);
    Trust trust = new Trust(Optional.of(lab.genesis.hash()), Crypto.fastest(), Home.none());
    assertThat(slots(Chain.open(bucket, AuditLab.SHARD, trust))).isEqualTo(writer);
    return writer;
  }

  private static List<String> slots(Chain chain) {
    return chain.view().openSlots().stream().map(OpenSlot::slot).toList();
  }

  private AuditReport audit() {
    return Audit.run(bucket, AuditLab.SHARD, lab.settings());
  }

  private void assertClean() {
    assertThat(audit().conclusion()).as("%s", audit().findings()).isEqualTo(Conclusion.CLEAN);
  }

  @Test
  void oneBeforeTheDeadlineClosesNoSlot() throws Exception {
    foreign(gap());
    assertThat(open()).containsExactly(SLOT);
    assertThat(audit().counts()).containsKeys(AuditCheck.GAP_EARLY, AuditCheck.SLOT_OPEN);
  }

  @Test
  void oneAtTheDeadlineClosesItAndTheAuditIsClean() throws Exception {
    lab.passes(HOUR);
    foreign(gap());
    assertThat(open()).isEmpty();
    assertClean();
    assertThat(audit().counts()).doesNotContainKey(AuditCheck.SLOT_OPEN);
  }

  /** Whoever plans itself a slot of that name must not close another one by it. */
  @Test
  void oneOfAnotherPlanOrDeadlineClosesNoSlot() throws Exception {
    Link other = plan("s3");
    lab.passes(HOUR.multipliedBy(2));
    foreign(lab.gap(SLOT, deadline, other));
    assertThat(open()).containsExactly(SLOT, "s3");
    lab.append(lab.azure, new Id("aws/a", SLOT, 2), lab.gap(SLOT, deadline.minus(HOUR), plan));
    assertThat(open()).containsExactly(SLOT, "s3");
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
    GapContent gap = gap();
    Draft draft = new Draft(new Id("aws/a", SLOT, 1), before, 0, gap.kind(), true, (b, w) -> gap);
    Appended second = lab.append(lab.azure, List.of(draft)).get(0);
    assertThat(second.known()).isTrue();
    assertThat(second.receipt().entry()).isEqualTo(own.receipt().entry());
    assertThat(lab.chain.view().commit()).isEqualTo(before);
  }
}
