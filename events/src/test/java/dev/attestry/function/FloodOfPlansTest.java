package dev.attestry.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Id;
import dev.attestry.chain.Kind;
import dev.attestry.chain.PlanContent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds one cloud's commit key plans without end what he never answers. */
final class FloodOfPlansTest {

  private static final int MANY = 300;

  /** The deadline of a plan, and two periods of the lab's components. */
  private static final Duration OVERDUE = SweepFunction.DEADLINE.plusSeconds(2 * 300 + 1);

  @TempDir private Path folder;

  /** Slots whose deadline is long past, by turns of these components. */
  private static void flood(FunctionLab lab, String cloud, List<String> components)
      throws Exception {
    Instant past = lab.now().minus(Duration.ofDays(1));
    plan(
        lab,
        cloud,
        IntStream.range(0, MANY)
            .mapToObj(
                i ->
                    new PlanContent.Slot(components.get(i % components.size()), "flood:" + i, past))
            .toList());
  }

  private static void plan(FunctionLab lab, String cloud, List<PlanContent.Slot> slots)
      throws Exception {
    FunctionLog log = lab.log(cloud, true, lab.bucket);
    Chain chain = log.chain();
    PlanContent plan = new PlanContent(log.order(chain).map().id(), slots);
    Id id = new Id(Chain.LOG, slots.get(0).slot(), 1);
    log.appender(chain).append(List.of(Draft.of(id, chain.view().commit(), plan)));
  }

  /** Its own work first, and of the other's a share in each round, all of which is told. */
  @Test
  void itStopsNoOtherCloudsRounds() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      flood(lab, "gcp", List.of("gcp/other"));
      assertThat(lab.sweep.run(lab.now())).isEqualTo(new SweepFunction.Report(16, 2));
      assertThat(lab.checks.take()).hasSize(1);
      assertThat(lab.told).hasSize(16);
      assertThat(lab.entries())
          .filteredOn(e -> e.kind() == Kind.GAP || isOwnPlan(e))
          .extracting(Entry::kind)
          .startsWith(Kind.PLAN, Kind.GAP)
          .hasSize(17);
      assertThat(lab.sweep.run(lab.now()).gaps()).isEqualTo(16);
      assertThat(lab.told).hasSize(32);
    }
  }

  private static boolean isOwnPlan(Entry e) {
    return e.kind() == Kind.PLAN && e.id().contains("sweep:");
  }

  /** The commit with the others' gaps is the only one of this round. */
  @Test
  void whereTheOthersGapsCannotBeWrittenTheRoundIsDoneAllTheSame() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 2, true)) {
      lab.sweep.run(lab.now());
      lab.checks.take();
      flood(lab, "gcp", List.of("gcp/other"));
      OvertakenBucket broken =
          new OvertakenBucket(
              lab.bucket,
              () -> {
                throw new IllegalStateException("killed");
              });
      SweepFunction again =
          new SweepFunction(lab.log("aws", true, broken), lab.checks, lab.told::addAll);
      assertThat(again.run(lab.now())).isEqualTo(new SweepFunction.Report(0, 2));
      assertThat(lab.checks.take()).hasSize(1);
      assertThat(lab.entries(Kind.GAP)).isEmpty();
    }
  }

  /** Whoever switches a cloud off could else make one silence the last to be found. */
  @Test
  void itHidesNoOtherComponent() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, 18, true)) {
      String last = "aws/c9";
      flood(
          lab,
          "aws",
          IntStream.range(0, 18).mapToObj(i -> "aws/c" + i).filter(c -> !c.equals(last)).toList());
      plan(lab, "aws", List.of(new PlanContent.Slot(last, "s", lab.now())));
      lab.passes(OVERDUE);
      assertThat(lab.sweepOf("gcp", lab.bucket).run(lab.now()).gaps()).isEqualTo(256);
      assertThat(lab.entries(Kind.GAP)).extracting(Entry::component).contains(last);
    }
  }

  /** The other 44 are the next round's. */
  @Test
  void oneRoundWritesNoMoreThanOneCommitHolds() throws Exception {
    try (FunctionLab lab = new FunctionLab(folder, MANY, true)) {
      lab.sweep.run(lab.now());
      lab.passes(OVERDUE);
      SweepFunction gcp = lab.sweepOf("gcp", lab.bucket);
      assertThat(gcp.run(lab.now()).gaps()).isEqualTo(256);
      assertThat(gcp.run(lab.now()).gaps()).isEqualTo(MANY - 256);
      assertThat(lab.told).hasSize(MANY);
    }
  }
}
