package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.Content;
import dev.attestry.chain.GraceContent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may open a grace window, and what may change while it is open. */
final class GraceWindowTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;
  private final GraceContent open;

  GraceWindowTest() throws IOException {
    lab = AuditLab.smallLog(bucket);
    open = lab.grace(lab.policy, DAY, "aws/a");
  }

  private List<AuditCheck> faults() {
    return Audit.run(bucket, AuditLab.SHARD, lab.settings()).findings().stream()
        .map(AuditFinding::check)
        .filter(c -> c.level() != AuditCheck.Level.NOTE)
        .toList();
  }

  private Optional<Content> inForce() {
    return Optional.ofNullable(lab.chain.view().graces().get("g-1")).map(l -> l.entry().content());
  }

  private void assertStays(GraceContent window) {
    assertThat(inForce()).contains(window);
    assertThat(faults()).containsExactly(AuditCheck.GRACE_REFUSED);
  }

  @Test
  void aWindowOfAPolicyKeyCountsAndMayEndSooner() throws IOException {
    lab.append(open);
    GraceContent sooner = lab.grace(lab.policy, DAY.dividedBy(2), "aws/a");
    lab.append(sooner);
    assertThat(inForce()).contains(sooner);
    assertThat(faults()).isEmpty();
  }

  @Test
  void aWriterCannotOpenAWindowForItself() throws IOException {
    lab.append(lab.grace(lab.aws, DAY, "aws/a"));
    assertThat(lab.chain.view().graces()).isEmpty();
    assertThat(faults()).containsExactly(AuditCheck.GRACE_REFUSED);
  }

  @Test
  void aWriterCannotMoveTheEndOfAWindowThatAPolicyKeySigned() throws IOException {
    lab.append(lab.grace(lab.policy, DAY.multipliedBy(2), "aws/a").signed(open.signature()));
    assertThat(lab.chain.view().graces()).isEmpty();
    assertThat(faults()).containsExactly(AuditCheck.GRACE_REFUSED);
  }

  @Test
  void aWriterCannotWidenAWindowToOtherComponents() throws IOException {
    lab.append(lab.grace(lab.policy, DAY).signed(open.signature()));
    assertThat(lab.chain.view().graces()).isEmpty();
    assertThat(faults()).containsExactly(AuditCheck.GRACE_REFUSED);
  }

  @Test
  void aLaterEndIsRefusedEvenToThePolicyKey() throws IOException {
    lab.append(open);
    lab.append(lab.grace(lab.policy, DAY.multipliedBy(2), "aws/a"));
    assertStays(open);
  }

  @Test
  void aReplayOfTheLongerWindowDoesNotUndoAShorterOne() throws IOException {
    lab.append(open);
    GraceContent sooner = lab.grace(lab.policy, DAY.dividedBy(2), "aws/a");
    lab.append(sooner);
    lab.append(open);
    assertStays(sooner);
  }

  @Test
  void otherComponentsUnderTheSameNameAreRefusedEvenWithASoonerEnd() throws IOException {
    lab.append(open);
    lab.append(lab.grace(lab.policy, DAY.dividedBy(2), "aws/a", "aws/b"));
    assertStays(open);
  }
}
