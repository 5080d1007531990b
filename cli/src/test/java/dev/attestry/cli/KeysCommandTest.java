package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other writers join, keys rotate, and what was replaced writes no more. */
final class KeysCommandTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() {
    run = new CommandRun(folder).withKeptLab().at(START);
    assertThat(run.run("sweep").exit()).isZero();
  }

  @Test
  void anotherHomeJoinsAndWritesIntoTheSameLog() throws IOException {
    Path other = folder.resolve("other");
    CommandRun second = new CommandRun(other).at(START.plusSeconds(300));
    String vkey = good(second, "keys", "new", "writer-2").strip();
    assertThat(vkey).startsWith("writer-2+");

    assertThat(good(run, "keys", "add", vkey)).contains("key document 1", "writer-2 may write");
    assertThat(good(run, "keys", "list"))
        .contains("key document 1", "writer-2  commit  local  everything about every component");

    String settings = Files.readString(folder.resolve(".attestry/attestry.json"));
    Files.writeString(
        other.resolve(".attestry/attestry.json"),
        settings
            .replace("\"bucket\" : \"bucket\"", "\"bucket\" : \"../../.attestry/bucket\"")
            .replaceFirst("\\{", "{\"writer\": \"writer-2\","));
    copy(folder.resolve(".attestry/lab"), other.resolve(".attestry/lab"));
    copy(folder.resolve(".attestry/keys/policy.pem"), other.resolve(".attestry/keys/policy.pem"));
    assertThat(good(second, "sweep")).contains("receipt kept");
    assertThat(good(run.at(START.plusSeconds(301)), "audit")).contains("✔ clean");
  }

  @Test
  void aRotatedKeyWritesNoMore() throws IOException {
    Path keys = folder.resolve(".attestry/keys");
    String vkey = good(run, "keys", "new", "commit-2").strip();
    assertThat(good(run, "keys", "add", vkey, "--instead-of", "commit"))
        .contains("commit may write no more");
    assertThat(good(run, "keys", "list", "--json"))
        .contains("\"name\":\"commit-2\"")
        .doesNotContain("\"name\":\"commit\"");
    good(run.at(START.plusSeconds(300)), "sweep");
    assertThat(good(run, "audit")).contains("✔ clean");

    // Whoever stole the old key, under the settings of before the rotation.
    Path settings = folder.resolve(".attestry/attestry.json");
    Files.writeString(settings, Files.readString(settings).replace("\"commit-2\"", "\"commit\""));
    assertThat(keys.resolve("commit.pem")).exists();
    refused("key commit is not a commit key of document 1", run, "sweep");
    assertThat(run.run("audit").exit()).isZero();
  }

  @Test
  void aKeyOfACloudMayWriteAboutItsComponentsAndAboutTheLog() throws IOException {
    String vkey = good(run, "keys", "new", "aws-commit").strip();
    assertThat(good(run, "keys", "add", vkey, "--cloud", "aws", "--component", "aws/"))
        .contains("aws-commit may write, as a commit key: everything about aws/*, @log\n");
    assertThat(good(run, "keys", "list"))
        .contains("aws-commit  commit  aws    everything about aws/*, @log");
    assertThat(good(run, "keys", "list", "--json")).contains("\"components\":[\"aws/\",\"@log\"]");
  }

  /** An auditor has no key and no home, and may not write. */
  @Test
  void whoMayOnlyReadIsToldWhoWrites() {
    CommandRun reader = new CommandRun(folder.resolve("reader")).at(START);
    String bucket = folder.resolve(".attestry/bucket").toString();
    String list = good(reader, "keys", "list", "--bucket", bucket, "--shard", "2026");
    assertThat(list).isEqualTo(good(run, "keys", "list")).contains("commit  commit  local");
    assertThat(folder.resolve("reader/.attestry")).doesNotExist();
    refused("has no log of 2025", reader, "keys", "list", "--bucket", bucket, "--shard", "2025");
  }

  /** A planned rotation: the new key beside the old one, and then without it. */
  @Test
  void aRemovedKeyWritesNoMoreAndWhatItWroteStands() throws IOException {
    String vkey = good(run, "keys", "new", "commit-2").strip();
    good(run, "keys", "add", vkey);
    Path settings = folder.resolve(".attestry/attestry.json");
    String before = Files.readString(settings);
    refused("this home writes with commit", run, "keys", "remove", "commit");
    refused("there is no key gone", run, "keys", "remove", "gone");
    Files.writeString(settings, before.replaceFirst("\\{", "{\"writer\": \"commit-2\","));
    assertThat(good(run, "keys", "remove", "commit", "--json"))
        .contains("\"document\":2,\"removed\":\"commit\"");
    assertThat(good(run, "keys", "list", "--json")).doesNotContain("\"name\":\"commit\"");
    good(run.at(START.plusSeconds(300)), "sweep");
    assertThat(good(run, "audit")).contains("✔ clean");
    Files.writeString(settings, before);
    refused("key commit is not a commit key of document 2", run, "sweep");
  }

  @Test
  void wrongInputIsNamedAndChangesNothing() throws IOException {
    String vkey = good(run, "keys", "new", "writer-2").strip();
    refused("not a public key", run, "keys", "add", "writer-2");
    refused("--role owner is not a role", run, "keys", "add", vkey, "--role", "owner");
    refused("there is no key gone", run, "keys", "add", vkey, "--instead-of", "gone");
    refused("is not a name of a key", run, "keys", "new", "Writer 2");
    refused("there is already a file", run, "keys", "new", "writer-2");
    good(run, "keys", "add", vkey);
    refused("there is a key writer-2 already", run, "keys", "add", vkey);
    Files.delete(folder.resolve(".attestry/keys/owner.pem"));
    refused("no key", run, "keys", "add", vkey, "--instead-of", "writer-2");
    assertThat(good(run, "keys", "list")).contains("key document 1");
    assertThat(run.run("audit").exit()).isZero();
  }

  @Test
  void anOwnerThatGenesisDoesNotNameBringsNothingIntoForce() throws IOException {
    String vkey = good(run, "keys", "new", "writer-2").strip();
    good(run, "keys", "new", "forger");
    copy(folder.resolve(".attestry/keys/forger.pem"), folder.resolve(".attestry/keys/owner.pem"));
    refused("owners must sign", run, "keys", "add", vkey);
    assertThat(good(run, "keys", "list")).contains("key document 0");
  }

  private static String good(CommandRun by, String... args) {
    CommandRun.Result r = by.run(args);
    assertThat(r.exit()).as(r.out() + r.err()).isZero();
    return r.out();
  }

  private static void refused(String words, CommandRun by, String... args) {
    CommandRun.Result r = by.run(args);
    assertThat(r.err()).contains(words).doesNotContain("\tat ", "internal error");
    assertThat(r.exit()).isEqualTo(2);
  }

  /** A file, or a folder of files. */
  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path f : files.toList()) {
        copy(f, to.resolve(f.getFileName()));
      }
    }
  }
}
