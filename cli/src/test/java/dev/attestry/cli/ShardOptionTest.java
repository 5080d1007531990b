package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket with the logs of two years, and the home of each. */
final class ShardOptionTest {

  private static final String BUCKET = "../old/.attestry/bucket";

  @TempDir private Path folder;
  private CommandRun old = new CommandRun(Path.of(""));
  private CommandRun next = new CommandRun(Path.of(""));

  @BeforeEach
  void theYearTurns() throws IOException {
    old = home("old", "2026-12-31T12:00:00Z");
    next = home("next", "2027-01-01T12:00:00Z");
    Files.move(
        folder.resolve("next/.attestry/bucket/2027"), folder.resolve("old/.attestry/bucket/2027"));
  }

  private CommandRun home(String name, String time) throws IOException {
    Path home = Files.createDirectory(folder.resolve(name));
    CommandRun run = new CommandRun(home).withKeptLab().at(Instant.parse(time));
    assertThat(run.run("sweep").exit()).isZero();
    return run;
  }

  @Test
  void theNewestIsJudgedUnlessAYearIsNamed() {
    CommandRun.Result newest = next.run("audit", "--bucket", BUCKET);
    assertThat(newest.out()).contains("shard 2027", "✔ clean", "genesis  pinned");
    CommandRun.Result before = old.run("audit", "--bucket", BUCKET, "--shard", "2026");
    assertThat(before.out()).contains("shard 2026", "✔ clean", "genesis  pinned", "receipt names");
    assertThat(before.exit()).isZero();
  }

  /** What is pinned is one log: another year's must not pass by it. */
  @Test
  void theGenesisOfThisHomePinsItsOwnYearOnly() {
    CommandRun.Result other = old.run("audit", "--shard", "2027");
    assertThat(other.out()).contains("shard 2027", "not pinned");
    assertThat(other.exit()).isEqualTo(Exit.OPEN);
    assertThat(next.run("audit", "--bucket", BUCKET, "--shard", "2026").out())
        .contains("shard 2026", "not pinned");
  }

  @Test
  void theLogOfANamedYearIsShown() {
    String first = old.run("show", "commit", "0", "--bucket", BUCKET, "--shard", "2026").out();
    assertThat(first).contains("2026-12-31");
    assertThat(old.run("show", "commit", "0", "--bucket", BUCKET).out()).contains("2027-01-01");
  }

  /** Whoever asks for a year that is gone must not be shown that another one is clean. */
  @Test
  void aYearWithoutALogIsRefusedAndThoseThatThereAreAreNamed() {
    for (String command : new String[] {"audit", "show"}) {
      CommandRun.Result r = old.run(command, "--bucket", BUCKET, "--shard", "2025");
      assertThat(r.exit()).isEqualTo(Exit.USAGE);
      assertThat(r.err()).contains("has no log of 2025", "2026, 2027");
      assertThat(r.out()).isEmpty();
    }
    assertThat(old.run("audit", "--shard", "26").err()).contains("--shard must be the year");
  }
}
