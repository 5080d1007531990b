package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditFinding;
import dev.attestry.audit.AuditReport;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.events.Notification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever switches off all functions of a cloud must not be met with silence of the others. */
final class SilentCloudTest {

  /** The deadline of a plan, and two periods of the lab's components. */
  private static final Duration OVERDUE = SweepFunction.DEADLINE.plusSeconds(2 * 300);

  private static final SweepFunction.Report NOTHING = new SweepFunction.Report(0, 0);

  @TempDir private Path folder;

  /** After a plan everything of AWS is off. */
  private FunctionLab silent() throws Exception {
    FunctionLab lab = new FunctionLab(folder, 2, true);
    lab.sweep.run(lab.now());
    return lab;
  }

  private static void assertClean(FunctionLab lab) {
    AuditReport r = lab.audit();
    assertThat(r.conclusion())
        .as("%s", r.findings())
        .isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
  }

  @Test
  void slotsOfACloudThatIsSilentForTwoPeriodsAreGapsThatAnotherWritesAndTells() throws Exception {
    try (FunctionLab lab = silent()) {
      SweepFunction gcp = lab.sweepOf("gcp", lab.bucket);
      lab.passes(OVERDUE);
      assertThat(gcp.run(lab.now())).isEqualTo(NOTHING);
      assertThat(lab.told).isEmpty();
      lab.passes(Duration.ofSeconds(1));
      assertThat(gcp.run(lab.now())).isEqualTo(new SweepFunction.Report(2, 0));
      assertThat(lab.entries(Kind.GAP))
          .extracting(Entry::component, e -> ((GapContent) e.content()).reason())
          .containsExactly(tuple("aws/c0"), tuple("aws/c1"));
      assertThat(lab.told)
          .extracting(Notification::type, Notification::cloud)
          .containsOnly(Tuple.tuple(Notification.Type.GAP, Optional.of("gcp")))
          .hasSize(2);
      assertThat(newest(lab)).isEqualTo(Kind.GAP);
      assertClean(lab);
      assertThat(lab.audit().findings())
          .extracting(AuditFinding::check)
          .doesNotContain(AuditCheck.GAP_EARLY, AuditCheck.SLOT_OPEN);
      lab.passes(Duration.ofHours(1));
      assertThat(gcp.run(lab.now())).isEqualTo(NOTHING);
    }
  }

  private static Tuple tuple(String component) {
    return Tuple.tuple(component, "abandoned");
  }

  /** All sweeps are on one schedule: that two see it at the same moment is the rule. */
  @Test
  void twoCloudsThatSeeItAtOnceWriteAndTellItOnce() throws Exception {
    try (FunctionLab lab = silent()) {
      lab.passes(OVERDUE.plusSeconds(1));
      SweepFunction azure = lab.sweepOf("azure", lab.bucket);
      SweepFunction gcp =
          lab.sweepOf("gcp", new OvertakenBucket(lab.bucket, () -> azure.run(lab.now())));
      assertThat(gcp.run(lab.now())).isEqualTo(NOTHING);
      assertThat(lab.entries(Kind.GAP))
          .extracting(Entry::component)
          .containsExactly("aws/c0", "aws/c1");
      assertThat(lab.told).hasSize(2).allMatch(n -> n.cloud().equals(Optional.of("azure")));
      assertClean(lab);
    }
  }

  /** Its own word is the last one, and no second gap of its own. */
  @Test
  void theOwnCloudThatComesBackAtTheSameMomentMaySayItToo() throws Exception {
    try (FunctionLab lab = silent()) {
      lab.passes(OVERDUE.plusSeconds(1));
      SweepFunction gcp = lab.sweepOf("gcp", lab.bucket);
      SweepFunction aws =
          lab.sweepOf("aws", new OvertakenBucket(lab.bucket, () -> gcp.run(lab.now())));
      assertThat(aws.run(lab.now()).gaps()).isEqualTo(2);
      assertThat(lab.entries(Kind.GAP)).hasSize(4);
      assertClean(lab);
    }
  }

  @Test
  void anAnswerThatComesAfterAnotherCloudsGapCounts() throws Exception {
    try (FunctionLab lab = silent()) {
      lab.passes(OVERDUE.plusSeconds(1));
      lab.sweepOf("gcp", lab.bucket).run(lab.now());
      lab.workTwiceAndBackwards();
      assertThat(lab.entries(Kind.RESULT)).hasSize(2);
      assertThat(newest(lab)).isEqualTo(Kind.RESULT);
      assertClean(lab);
    }
  }

  /** What waits in the queue meanwhile may end in the dead letters, rounds later. */
  @Test
  void aGapThatTheOwnCloudWritesAfterAnotherCloudsIsNoSecondOne() throws Exception {
    try (FunctionLab lab = silent()) {
      Bytes request = lab.checks.take().get(0);
      lab.passes(OVERDUE.plusSeconds(1));
      lab.sweepOf("gcp", lab.bucket).run(lab.now());
      lab.sweep.run(lab.now());
      lab.workTwiceAndBackwards();
      lab.deadLetter.run(request);
      assertThat(lab.entries(Kind.GAP)).hasSize(4);
      assertClean(lab);
    }
  }

  /** And says in its own name what another said for it. */
  @Test
  void aCloudThatIsBackAsksAtOnce() throws Exception {
    try (FunctionLab lab = silent()) {
      lab.passes(OVERDUE.plusSeconds(1));
      lab.sweepOf("gcp", lab.bucket).run(lab.now());
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(2, 2));
      assertThat(lab.entries(Kind.GAP)).hasSize(4);
      assertClean(lab);
    }
  }

  /** Its functions cannot reach them, and would write gaps about them. */
  @Test
  void aRoundOfAnotherCloudAtTheSameMomentAsksNobodyOfThisOne() throws Exception {
    try (FunctionLab lab = silent()) {
      assertThat(lab.sweepOf("gcp", lab.bucket).run(lab.now())).isEqualTo(NOTHING);
    }
  }

  private static Kind newest(FunctionLab lab) throws Exception {
    return lab.log(false).chain().view().newest("aws/c0").orElseThrow().entry().kind();
  }
}
