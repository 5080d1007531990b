package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is far off: one clear line or named findings, and the log stays whole. */
final class ClockTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant NEXT = START.plusSeconds(300);

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() {
    run = new CommandRun(folder).withKeptLab().at(START);
    assertThat(run.run("sweep").exit()).isZero();
  }

  @Test
  void aClockBehindTheLogIsRefusedAndNothingIsWritten() throws IOException {
    List<Path> before = files();
    for (int days : new int[] {1, 20}) {
      run.at(START.minus(Duration.ofDays(days)));
      refused("but the log has entries of " + START, "sweep");
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aClockThatCannotBeIsRefusedWhereItCountsAndAnAuditAsksNone() throws IOException {
    List<Path> before = files();
    CommandRun.Result right = run.run("audit", "--reverify");
    assertThat(right.exit()).isZero();
    for (String time : List.of("1970-01-01T00:00:10Z", "2106-02-07T06:28:15Z")) {
      run.at(Instant.parse(time));
      refused("clock says " + time + ", which cannot be", "sweep", "--clock-is-right");
      refused("clock says " + time + ", which cannot be", "show");
      assertThat(run.run("audit", "--reverify")).isEqualTo(right);
    }
    assertThat(files()).isEqualTo(before);
  }

  /** The sweep itself cannot know better; what it wrote must neither count for long nor jam. */
  @ParameterizedTest
  @CsvSource({"1,0,s ahead)", "7300,1,sev-snp.validity"})
  void afterASweepWithAClockAheadTheLogGoesOn(int days, int exit, String why) {
    run.at(START.plus(Duration.ofDays(days)));
    CommandRun.Result ahead = run.run("sweep");
    assertThat(ahead.err()).isEmpty();
    assertThat(ahead.exit()).as(ahead.out()).isEqualTo(exit);

    run.at(NEXT);
    refused("go on with --clock-is-right", "sweep");
    assertThat(run.run("show").out()).contains("ahead of this clock", why).doesNotContain(" ago");
    CommandRun.Result again = run.run("sweep", "--clock-is-right");
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
    CommandRun.Result audit = run.run("audit", "--reverify");
    assertThat(audit.exit()).as(audit.out()).isZero();
    assertThat(audit.out()).contains("audit.clock");
    assertThat(run.at(NEXT.plusSeconds(300)).run("sweep").exit()).isZero();
  }

  /** As when the time comes from the network while a sweep runs, at any of its steps. */
  @ParameterizedTest
  @ValueSource(ints = {400, -2})
  void aClockThatIsSetDuringASweepLeavesTheLogWhole(int days) {
    Instant now = START;
    for (int reads : new int[] {1, 2, 3, 5, 20}) {
      now = now.plusSeconds(300);
      Instant wrong = now;
      AtomicInteger read = new AtomicInteger();
      InstantSource jumps =
          () -> read.getAndIncrement() < reads ? wrong : wrong.plus(Duration.ofDays(days));
      CommandRun.Result sweep = run.by(jumps).run("sweep", "--clock-is-right");
      assertThat(sweep.err()).isEmpty();
      assertThat(sweep.exit()).isIn(Exit.GOOD, Exit.BAD, Exit.OPEN);
      assertThat(read.get()).isGreaterThan(reads);
    }
    CommandRun.Result audit = run.run("audit", "--reverify");
    assertThat(audit.exit()).as(audit.out()).isZero();
    CommandRun.Result again = run.at(now.plusSeconds(300)).run("sweep", "--clock-is-right");
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  private void refused(String words, String... args) {
    CommandRun.Result r = run.run(args);
    assertThat(r.err()).contains(words).doesNotContain("\tat ", "internal error");
    assertThat(r.err().lines().count()).isEqualTo(2);
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.out()).isEmpty();
  }
}
