package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage ends in one line, what to do next, and exit 2. */
final class UsageTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "veryfy | did you mean verify",
        "verify --jsn x | did you mean --json",
        "verify | attestry verify --help",
        "verify --format nitr0 x | is not a known format",
        "verify no-such-case.json | no such file",
        "verify --format nitro no-such-file | no such file",
        "verify --format nitro empty --nonce zz | --nonce",
        "verify --format nitro empty --at yesterday | --at",
        "audit --genesis 12 | --genesis must be 64 hexadecimal digits",
        "audit --bucket nowhere | there is no bucket",
        "audit | nothing is set up",
        "show | nothing is set up",
        "sweep --flows x --bucket nowhere | nothing is set up",
        "init --origin x | --bucket",
        "keys add x | nothing is set up",
        "keys new X | is not a name of a key",
        "policy lint no-such.yaml | no such file",
        "policy diff no-such.yaml no-such.yaml | no such file",
      })
  void saysInOneLineWhatIsWrongAndWhatToDo(String line, String expected) throws IOException {
    Files.createFile(folder.resolve("empty"));
    CommandRun.Result r = new CommandRun(folder).run(line.split(" "));
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains(expected).doesNotContain("\tat ");
    assertThat(r.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(r.out()).isEmpty();
  }

  @Test
  void helpAndVersionAndCompletionExitWithZero() {
    CommandRun run = new CommandRun(folder);
    assertThat(run.run("--help")).satisfies(r -> assertThat(r.exit()).isZero());
    assertThat(run.run("--help").out()).contains("verify").contains("Exit codes");
    assertThat(run.run("--version").out()).startsWith("attestry ");
    assertThat(run.run("generate-completion").out()).contains("complete");
  }

  @Test
  void writesColorsOnlyForATerminal() {
    assertThat(new CommandRun(folder).run("nonsense").err()).doesNotContain("\u001b[");
    assertThat(new CommandRun(folder).colored().run("nonsense").err()).contains("\u001b[");
  }

  @Test
  void escapesControlCharactersInWhatItRepeats() {
    assertThat(new CommandRun(folder).run("verify", "a\u001b[2Jb").err()).doesNotContain("\u001b");
  }
}
