package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Id;
import dev.attestry.chain.PlanContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job, end to end, on the shipped example. */
final class MainJobTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() {
    run = new CommandRun(folder).withKeptLab().at(START);
  }

  @Test
  void sweepsTwiceThenAuditsCleanAndShowsHistory() throws IOException {
    CommandRun.Result first = run.run("sweep");
    assertThat(first.err()).contains("setting up the example");
    assertThat(first.exit()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .contains("10 components, 3 flows", "✔ affirming", "· expected", "receipt kept", "LAB");

    run.at(START.plusSeconds(300));
    CommandRun.Result second = run.run("sweep");
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("commit 5");

    CommandRun.Result audit = run.run("audit", "--reverify");
    assertThat(audit.out()).contains("✔ clean", "genesis  pinned", "judged");
    assertThat(audit.exit()).isZero();

    CommandRun.Result show = run.run("show", "component", "aws/intake-enclave");
    assertThat(show.out()).contains("2 entries, newest first");
    assertThat(run.run("show", "flow", "monthly-reports").out()).contains("sourced-data 32");
    assertThat(run.run("show", "entry", "4").exit()).isZero();
    assertThat(run.run("show", "commit").out()).contains("commit 5");
    assertThat(run.run("show").exit()).isZero();
    keysAreReadByTheirOwnerOnly();
  }

  private void keysAreReadByTheirOwnerOnly() throws IOException {
    try (Stream<Path> keys = Files.list(folder.resolve(".attestry/keys"))) {
      assertThat(keys.toList())
          .hasSize(3)
          .allMatch(k -> permissions(k).equals("rw-------"), "readable by its owner only");
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tampered        | 1 | azure/scoring-vm   | ✘ contraindicated | sev-snp.report-signature",
        "stale-nonce     | 1 | aws/intake-enclave | ✘ contraindicated | nonce",
        "replayed        | 1 | aws/intake-host    | ✘ contraindicated | nonce",
        "policy-mismatch | 1 | azure/scoring-vm   | ✘ contraindicated | launch measurement:"
            + " expected",
        "dead            | 3 | gcp/reports-vm     | ○ gap             | unreachable",
        "open-grace      | 0 | gcp/reports-vm     | ! warning         | grace g-17",
      })
  void eachFaultShowsUpAsItShouldAndTheLogStaysClean(
      String fault, int exit, String component, String verdict, String why) {
    assertThat(run.run("sweep").exit()).isZero();
    run.at(START.plusSeconds(300));
    CommandRun.Result r = run.run("sweep", "--fault", fault);
    assertThat(r.exit()).as(r.out() + r.err()).isEqualTo(exit);
    assertThat(r.lines())
        .filteredOn(l -> l.startsWith("  " + component))
        .singleElement()
        .asString()
        .contains(verdict, why);
    assertThat(r.out()).contains("weakest: " + component);
    CommandRun.Result audit = run.run("audit", "--reverify");
    assertThat(audit.exit()).as(audit.out()).isZero();
    run.at(START.plusSeconds(600));
    assertThat(run.run("sweep").exit()).as("the next healthy sweep").isZero();
  }

  @Test
  void aSweepThatEndedBeforeItCouldWriteIsWrittenDownByTheNext() throws Exception {
    run.run("sweep");
    Workspace w = Workspace.open(run.terminal(), Optional.empty());
    Instant deadline = START.plusSeconds(60);
    PlanContent plan =
        new PlanContent(
            "ni:///sha-384;" + "A".repeat(64),
            List.of(new PlanContent.Slot("gcp/reports-vm", "killed", deadline)));
    Id id = new Id(Chain.LOG, "plan:killed", 1);
    w.appender(run.terminal()).append(List.of(Draft.of(id, w.chain().view().commit(), plan)));

    run.at(START.plusSeconds(300));
    assertThat(run.run("sweep").exit()).isZero();
    assertThat(run.run("show", "component", "gcp/reports-vm").out())
        .contains("3 entries", "abandoned");
    // The plan names a map that never was in force; nothing else is wrong.
    assertThat(run.run("audit").out()).doesNotContain("slot-unanswered", "gap-");
  }

  @Test
  void listsEachFaultWithItsMeaningOnALine() {
    CommandRun.Result r = new CommandRun(folder).run("sweep", "--list-faults");
    assertThat(r.exit()).isZero();
    assertThat(r.lines())
        .hasSize(6)
        .allMatch(l -> l.matches("[a-z-]+ {2}.+"))
        .anyMatch(l -> l.startsWith("stale-nonce  "));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void printsOneJsonObjectWithoutAnythingElse() {
    List<String> lines = run.run("sweep", "--json").lines();
    assertThat(lines).singleElement().asString().startsWith("{").contains("\"exit\":0");
    assertThat(run.run("audit", "--json").lines()).singleElement().asString().contains("clean");
    assertThat(run.run("show", "--json").lines()).singleElement().asString().contains("affirming");
  }

  @Test
  void anAuditNamesTheCommitWhoseByteWasChangedAndTheOneThatIsMissing() throws IOException {
    run.run("sweep");
    Path commit = folder.resolve(".attestry/bucket/2026/commit/003");
    byte[] bytes = Files.readAllBytes(commit);
    bytes[bytes.length / 2] ^= 1;
    Files.write(commit, bytes);
    CommandRun.Result changed = run.run("audit");
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.out()).contains("✘ not clean", "commit 3");
    Files.delete(commit);
    CommandRun.Result missing = run.run("audit");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.out()).contains("commit 3");
  }

  @Test
  void anAuditOfACopyWithoutReceiptSaysThatTheTailIsNotJudged() {
    run.run("sweep");
    CommandRun elsewhere = new CommandRun(folder.resolve("elsewhere")).at(START);
    CommandRun.Result r = elsewhere.run("audit", "--bucket", "../.attestry/bucket");
    assertThat(r.exit()).isEqualTo(3);
    assertThat(r.out()).contains("not judged", "not pinned");
  }

  @Test
  void initMakesALogAndNeverASecondOneInItsPlace() {
    String[] init = {
      "init", "--example", "three-clouds", "--origin", "log.test/2026", "--bucket", "b"
    };
    CommandRun.Result made = run.run(init);
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.out()).contains("genesis");
    assertThat(run.run("sweep").exit()).isZero();
    CommandRun.Result again = run.run(init);
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("is set up already");
  }
}
