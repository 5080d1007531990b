package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input: one clear line, what to do next, exit 2, and never a half-written log. */
final class BadInputTest {

  private static final String MAP =
      """
      v: attestry/flow-map/v1
      name: m
      version: 1
      lab: true
      policy: p.yaml
      components:
        a: {evidence: nitro, upstream: [b]}
        b: {evidence: nitro%s}
      flows:
        f: {components: [a, %s]}
      """;

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() {
    run = new CommandRun(folder).withKeptLab();
  }

  @Test
  void aMistypedBucketIsAnErrorAndNeverANewLog() {
    refused("there is no bucket", "audit", "--bucket", "nowhere");
    refused("nothing is set up", "sweep", "--bucket", "nowhere");
    run.run("sweep");
    refused("there is no bucket", "sweep", "--bucket", "nowhere");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aDirectoryThatIsNotALogIsNamedAsSuch() throws IOException {
    Files.createDirectories(folder.resolve("d"));
    refused("is not a log", "audit", "--bucket", "d");
    refused("is not a log", "show", "--bucket", "d");
    run.run("sweep");
    refused("is not a log", "sweep", "--bucket", "d");
  }

  @Test
  void aFlowMapWithACycleOrAnUnknownComponentIsNamedWithItsLine() throws IOException {
    run.run("sweep");
    Files.writeString(folder.resolve("cycle.yaml"), MAP.formatted(", upstream: [a]", "b"));
    refused("cycle.yaml:6: a cycle", "sweep", "--flows", "cycle.yaml");
    Files.writeString(folder.resolve("unknown.yaml"), MAP.formatted("", "bb"));
    refused("unknown.yaml:10: \"bb\" is not a component", "sweep", "--flows", "unknown.yaml");
    assertThat(run.run("audit").exit()).isZero();
  }

  @Test
  void anUnreadablePolicyIsNamedWithItsLine() throws IOException {
    run.run("sweep");
    Files.writeString(folder.resolve("m.yaml"), MAP.formatted("", "b"));
    refused("no such file", "sweep", "--flows", "m.yaml");
    Files.writeString(
        folder.resolve("p.yaml"),
        """
        v: attestry/policy/v1
        name: p
        version: 1
        flow:
          evidnce: {}
        """);
    refused("p.yaml:5: \"evidnce\" is not a known", "sweep", "--flows", "m.yaml");
    Files.writeString(folder.resolve("p.yaml"), "a: [");
    refused("p.yaml:", "sweep", "--flows", "m.yaml");
  }

  @Test
  void aClockFarOffIsRefusedBeforeAnythingIsWritten() {
    refused("clock", at("1970-01-01T00:00:10Z"), "sweep");
    assertThat(folder).isEmptyDirectory();
    run.run("sweep");
    refused("clock", at("2026-11-20T00:00:00Z"), "sweep");
  }

  @Test
  void anUnknownFaultIsAnErrorWithASuggestion() {
    CommandRun plain = new CommandRun(folder);
    refused("did you mean \"tampered\"?", plain, "sweep", "--fault", "tempered");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anotherLogInTheSameDirectoryIsRefusedByThePinnedGenesis() throws IOException {
    run.run("sweep");
    Path other = Files.createDirectories(folder.resolve("other"));
    new CommandRun(other).withKeptLab().run("sweep");
    refused("genesis", "sweep", "--bucket", "other/.attestry/bucket");
  }

  private CommandRun at(String time) {
    return new CommandRun(folder).at(Instant.parse(time));
  }

  private void refused(String words, String... args) {
    refused(words, run, args);
  }

  private static void refused(String words, CommandRun by, String... args) {
    CommandRun.Result r = by.run(args);
    assertThat(r.err()).contains(words).doesNotContain("\tat ", "internal error");
    assertThat(r.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.out()).isEmpty();
  }
}
