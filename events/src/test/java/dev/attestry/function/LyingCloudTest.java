package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditFinding;
import dev.attestry.audit.AuditReport;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Entry;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Link;
import dev.attestry.chain.OpenSlot;
import dev.attestry.events.Notification;
import dev.attestry.sweep.CheckResults;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.Outcome;
import dev.attestry.sweep.Planner;
import dev.attestry.sweep.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds one cloud's commit key must not silence the others about what he switches off. */
final class LyingCloudTest {

  private static final Duration DEADLINE = SweepFunction.DEADLINE.plusSeconds(1);

  /** Two periods of the lab's components later. */
  private static final Duration OVERDUE = DEADLINE.plusSeconds(2 * 300);

  private static final SweepFunction.Report NOTHING = new SweepFunction.Report(0, 0);

  @TempDir private Path folder;

  /** Two checks of AWS are planned, and the requests are lost. */
  private FunctionLab planned() throws Exception {
    FunctionLab lab = new FunctionLab(folder, 2, true);
    lab.sweep.run(lab.now());
    lab.checks.take();
    return lab;
  }

  /** A gap of each open slot by the key of a cloud, as a thief would write it. */
  private static void forge(FunctionLab lab, String cloud, Function<OpenSlot, GapContent> lie)
      throws Exception {
    FunctionLog log = lab.log(cloud, false, lab.bucket);
    Chain chain = log.chain();
    List<Outcome> gaps =
        chain.view().openSlots().stream()
            .map(s -> new Outcome(new Id(s.component(), s.slot(), 1), 1, lie.apply(s)))
            .toList();
    assertThat(gaps).isNotEmpty();
    new Recorder(log.appender(chain), log.order(chain).map()).record(gaps, List.of());
  }

  private static GapContent gap(OpenSlot s) {
    return gap(s, s.plan());
  }

  private static GapContent gap(OpenSlot s, Link plan) {
    return new GapContent(s.slot(), s.deadline(), "abandoned", plan, List.of());
  }

  private static List<AuditFinding> findings(FunctionLab lab, AuditCheck check) {
    AuditReport r = lab.audit();
    assertThat(r.conclusion())
        .as("%s", r.findings())
        .isNotEqualTo(AuditReport.Conclusion.NOT_CLEAN);
    return r.findings().stream().filter(f -> f.check() == check).toList();
  }

  /** Else one cloud's key could keep another cloud from ever asking, and from saying so. */
  @Test
  void aGapThatAnotherCloudWritesBeforeTheDeadlineClosesNoSlot() throws Exception {
    try (FunctionLab lab = planned()) {
      forge(lab, "gcp", LyingCloudTest::gap);
      assertThat(lab.sweep.run(lab.now()).due()).isEqualTo(2);
      lab.passes(DEADLINE);
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(2, 2));
      assertThat(lab.entries(Kind.GAP)).hasSize(4);
      assertThat(findings(lab, AuditCheck.GAP_EARLY)).hasSize(2);
    }
  }

  /** The time that a commit states is its writer's word. */
  @Test
  void aGapThatClaimsTheDeadlineIsPastKeepsTheOwnCloudFromNothing() throws Exception {
    try (FunctionLab lab = planned()) {
      lab.passes(DEADLINE);
      forge(lab, "gcp", LyingCloudTest::gap);
      lab.passes(DEADLINE.negated());
      assertThat(lab.sweep.run(lab.now()).due()).as("asked again").isEqualTo(2);
      assertThat(lab.sweep.run(lab.now().plusSeconds(60))).as("not every round").isEqualTo(NOTHING);
      lab.passes(DEADLINE);
      lab.told.clear();
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(2, 2));
      assertThat(lab.told)
          .extracting(Notification::type, Notification::cloud)
          .containsOnly(Tuple.tuple(Notification.Type.GAP, Optional.of("aws")))
          .hasSize(2);
    }
  }

  /** What nobody can stop: he is told of by the log, and by the cloud once it is back. */
  @Test
  void aThiefWhoSaysItFirstAndTellsNobodyIsNotedInTheLogUntilTheCloudIsBack() throws Exception {
    try (FunctionLab lab = planned()) {
      lab.passes(DEADLINE);
      forge(lab, "gcp", LyingCloudTest::gap);
      lab.passes(OVERDUE);
      assertThat(lab.sweepOf("azure", lab.bucket).run(lab.now())).isEqualTo(NOTHING);
      assertThat(lab.told).isEmpty();
      assertThat(lab.log(false).chain().view().newest("aws/c0").orElseThrow().entry().kind())
          .isEqualTo(Kind.GAP);
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(2, 2));
      assertThat(lab.told).hasSize(2);
    }
  }

  /** It says nothing of the slot, so it must not count as if it did. */
  @Test
  void aGapOfAnotherPlanSilencesNoCloudThatWouldSayIt() throws Exception {
    try (FunctionLab lab = planned()) {
      lab.passes(OVERDUE);
      forge(lab, "gcp", s -> gap(s, new Link(0, s.plan().leaf())));
      assertThat(lab.sweepOf("azure", lab.bucket).run(lab.now()).gaps()).isEqualTo(2);
      assertThat(lab.told).hasSize(2);
      assertThat(lab.sweepOf("gcp", lab.bucket).run(lab.now())).isEqualTo(NOTHING);
      assertThat(findings(lab, AuditCheck.GAP_EARLY)).hasSize(2);
    }
  }

  /** The thief had that key for a moment only, and switches AWS off afterwards. */
  @Test
  void anEarlyGapByItsOwnKeyDoesNotSilenceACloudLater() throws Exception {
    try (FunctionLab lab = planned()) {
      forge(lab, "gcp", LyingCloudTest::gap);
      lab.passes(OVERDUE);
      SweepFunction gcp = lab.sweepOf("gcp", lab.bucket);
      assertThat(gcp.run(lab.now()).gaps()).isEqualTo(2);
      assertThat(lab.told).hasSize(2);
      assertThat(gcp.run(lab.now())).isEqualTo(NOTHING);
      assertThat(lab.entries(Kind.GAP)).hasSize(4);
      assertThat(findings(lab, AuditCheck.SLOT_UNANSWERED)).isEmpty();
    }
  }

  /** Beside what the schedule planned, an event did. */
  private static void planEvent(FunctionLab lab) throws Exception {
    FunctionLog log = lab.log(true);
    Chain chain = log.chain();
    Order order = log.order(chain);
    new Planner(chain, log.appender(chain))
        .plan(
            order,
            order.map().components().stream().filter(c -> c.name().equals("aws/c0")).toList(),
            "event:1",
            lab.now().plus(SweepFunction.DEADLINE));
  }

  @Test
  void twoSlotsOfOneComponentThatTwoCloudsSeeAtOnceAreSaidAndToldOnceEach() throws Exception {
    try (FunctionLab lab = planned()) {
      planEvent(lab);
      lab.passes(OVERDUE);
      SweepFunction azure = lab.sweepOf("azure", lab.bucket);
      SweepFunction gcp =
          lab.sweepOf("gcp", new OvertakenBucket(lab.bucket, () -> azure.run(lab.now())));
      assertThat(gcp.run(lab.now())).isEqualTo(NOTHING);
      assertThat(lab.entries(Kind.GAP)).hasSize(3);
      assertThat(lab.told).hasSize(3).allMatch(n -> n.cloud().equals(Optional.of("azure")));
      assertThat(findings(lab, AuditCheck.GAP_EARLY)).isEmpty();
    }
  }

  @Test
  void whatTheOwnCloudSaysOfTwoSlotsInTheLastMomentNoOtherSaysAgain() throws Exception {
    try (FunctionLab lab = planned()) {
      planEvent(lab);
      lab.passes(OVERDUE);
      SweepFunction gcp =
          lab.sweepOf("gcp", new OvertakenBucket(lab.bucket, () -> lab.sweep.run(lab.now())));
      assertThat(gcp.run(lab.now())).isEqualTo(NOTHING);
      assertThat(lab.entries(Kind.GAP)).hasSize(3);
      assertThat(lab.told).hasSize(3).allMatch(n -> n.cloud().equals(Optional.of("aws")));
    }
  }

  /** What is told of an entry names whoever signed it, also where another asked for the same. */
  @Test
  void aGapThatAnotherCloudWroteFirstIsToldInThatCloudsName() throws Exception {
    try (FunctionLab lab = planned()) {
      lab.passes(OVERDUE);
      List<OpenSlot> open = lab.log(false).chain().view().openSlots();
      lab.sweepOf("azure", lab.bucket).run(lab.now());
      lab.told.clear();
      FunctionLog gcp = lab.log("gcp", false, lab.bucket);
      OpenSlot first = open.get(0);
      Outcome same = new Outcome(new Id(first.component(), first.slot(), 1), 1, gap(first));
      String map = gcp.order(gcp.chain()).map().id();
      new AppendFunction(gcp, lab.told::addAll)
          .run(List.of(new CheckResults(lab.genesis, map, List.of(same)).encode()));
      assertThat(lab.entries(Kind.GAP)).extracting(Entry::component).hasSize(2);
      assertThat(lab.told)
          .singleElement()
          .extracting(Notification::cloud)
          .isEqualTo(Optional.of("azure"));
    }
  }
}
