package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log goes into a store once, and its owner then writes to it there beside its functions. */
final class UploadCommandTest {

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));
  private Path store = Path.of("");
  private String location = "";
  private final NoteSigner function =
      NoteSigner.of("aws-commit", LocalSigner.generate(new SecureRandom()));

  @BeforeEach
  void begin() throws IOException {
    run = new CommandRun(folder).at(ClinicLog.START);
    store = Files.createDirectory(folder.resolve("store"));
    location = FolderStores.location(store);
    ClinicLog.make(run, folder, "aws/c0", "arn:aws:s3:::c0");
    ClinicLog.good(
        run, "keys", "add", function.key().toString(), "--cloud", "aws", "--component", "aws/");
  }

  private CommandRun.Result upload(CommandRun by) {
    return by.run("upload", "--bucket", location, "--mode", "GOVERNANCE");
  }

  @Test
  void aLogIsUploadedOnceAndFromThenOnTheHomeWorksOnItThere() throws IOException {
    List<String> local = files("log");
    CommandRun.Result r = upload(run);
    assertThat(r.err()).isEmpty();
    assertThat(r.out())
        .contains(location, local.size() + " objects uploaded, 0 there already", "commit 2");
    assertThat(files("store")).isEqualTo(local);
    String again = ClinicLog.good(run, "keys", "add", key("aws-commit-2"), "--component", "aws/");
    assertThat(again).contains("in force from commit 3 on");
    ClinicLog.policy(folder, 2);
    ClinicLog.good(run, "policy", "activate", "--flows", "flows.yaml");
    assertThat(ClinicLog.good(run, "keys", "list")).contains("aws-commit-2");
    assertThat(ClinicLog.good(run, "audit")).contains(location, "✔ clean", "5 commits");
    assertThat(ClinicLog.good(run, "show")).contains("aws/c0");
    assertThat(files("log")).isEqualTo(local);
    assertThat(upload(run).err()).contains("is in " + location + " already");
  }

  /** What was broken off is a shorter log, which the same command makes whole. */
  @Test
  void anUploadThatWasBrokenOffIsRunAgain() throws Exception {
    AtomicInteger left = new AtomicInteger(3);
    FolderStores.by(
        location,
        (to, name, body) ->
            left.getAndDecrement() > 0
                ? to.create(name, body)
                : new CreateOutcome.Unknown(new IOException("connection reset")));
    CommandRun.Result broken = upload(run);
    assertThat(broken.exit()).isEqualTo(2);
    assertThat(broken.err()).contains("connection reset", "run the same command again");
    assertThat(files("store")).hasSize(3).contains("2026/genesis");
    assertThat(ClinicLog.settings(run).bucket()).isEqualTo(folder.resolve("log").toString());
    left.set(Integer.MAX_VALUE);
    CommandRun.Result r = run.run("upload", "--bucket", location, "--mode", "GOVERNANCE", "--json");
    int rest = files("log").size() - 3;
    assertThat(r.out()).contains("\"uploaded\":" + rest + ",\"there\":3,\"commit\":2");
    assertThat(files("store")).isEqualTo(files("log"));
  }

  /** An answer that got lost: the object is there, and is not taken for somebody else's. */
  @Test
  void anObjectWhoseAnswerWasLostCountsAsThere() throws IOException {
    FolderStores.by(
        location,
        (to, name, body) -> {
          to.create(name, body);
          return new CreateOutcome.Unknown(new IOException("timed out"));
        });
    assertThat(upload(run).out()).contains("0 objects uploaded, " + files("log").size());
  }

  /** Else two logs of one name would lie in one bucket, one of them in shreds, for years. */
  @Test
  void nothingIsLaidIntoTheLogOfSomebodyElse() throws Exception {
    CommandRun other = new CommandRun(folder).at(ClinicLog.START).with("ATTESTRY_HOME", "other");
    ClinicLog.good(other, "init", "--origin", "clinic.example/flows", "--bucket", "log-2");
    ClinicLog.policy(folder, 2);
    ClinicLog.good(other, "policy", "activate", "--flows", "flows.yaml");
    upload(run);
    List<String> before = files("store");
    CommandRun.Result r = upload(other);
    assertThat(r.exit()).isOne();
    assertThat(r.err())
        .contains("2026/genesis in " + location + " is another object", "it was left alone");
    assertThat(files("store")).isEqualTo(before);
    assertThat(ClinicLog.settings(other).bucket()).isEqualTo(folder.resolve("log-2").toString());
  }

  /** A copy of the log that somebody wrote to, while it went on in the store. */
  @Test
  void aCommitThatDiffersEndsItAndNoneAfterItIsTried() throws Exception {
    copy(".attestry", "copy");
    copy("log", "log-of-copy");
    CommandRun stale = new CommandRun(folder).at(ClinicLog.START).with("ATTESTRY_HOME", "copy");
    Path settings = folder.resolve("copy/attestry.json");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace(folder.resolve("log").toString(), folder.resolve("log-of-copy").toString()));
    upload(run);
    ClinicLog.plan(DirectoryBucket.open(store), ClinicLog.settings(run), function, "s1");
    ClinicLog.good(stale, "keys", "add", key("late"));
    ClinicLog.good(stale, "keys", "add", key("later"));
    CommandRun.Result r = upload(stale);
    assertThat(r.exit()).isOne();
    assertThat(r.err()).contains("2026/commit/003 in " + location + " is another object");
    assertThat(store.resolve("2026/commit/004")).doesNotExist();
    assertThat(ClinicLog.good(run, "audit")).contains("✔ clean");
  }

  /**
   * Functions commit at any time. The owner's receipt must be of what stands in the store: one of a
   * commit that lost would keep this home out of its log, and accuse the log of a missing tail.
   */
  @Test
  void whereAFunctionCommitsFirstTheOwnersCommitComesAfterItAndTheReceiptIsOfWhatStands()
      throws Exception {
    upload(run);
    first("2026/commit/003", "s1");
    assertThat(ClinicLog.good(run, "keys", "add", key("aws-commit-2"), "--component", "aws/"))
        .contains("in force from commit 4 on");
    first("2026/commit/005", "s2");
    ClinicLog.policy(folder, 2);
    assertThat(ClinicLog.good(run, "policy", "activate", "--flows", "flows.yaml"))
        .contains("policy clinic version 2");
    assertThat(ClinicLog.entries(DirectoryBucket.open(store), ClinicLog.settings(run), Kind.PLAN))
        .hasSize(2);
    Path head = store.resolve("2026/commit/006");
    assertThat(
            HomeFolder.of(run.terminal())
                .receipts(ClinicLog.settings(run).genesis())
                .newest()
                .orElseThrow()
                .hash())
        .isEqualTo(HashAlgorithm.SHA256.digest(Bytes.of(Files.readAllBytes(head))));
    assertThat(ClinicLog.good(run, "audit")).contains("✔ clean", "7 commits");
  }

  /** In a bucket that nobody can rewrite it would hold the year's place for good. */
  @Test
  void theLogOfALabIsNotUploaded() throws IOException {
    CommandRun lab = new CommandRun(Files.createDirectory(folder.resolve("lab")));
    ClinicLog.good(
        lab,
        "init",
        "--example",
        "three-clouds",
        "--origin",
        "lab.example/flows",
        "--bucket",
        "log");
    CommandRun.Result r = upload(lab);
    assertThat(r.err()).contains("is of a lab", "ATTESTRY_HOME");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(files("store")).isEmpty();
  }

  @Test
  void whatIsNoStoreOrSaysNoModeIsAnError() {
    for (String[] given :
        new String[][] {
          {"--bucket|store", "is not a store's location"},
          {"--bucket|" + location, "COMPLIANCE or GOVERNANCE"},
          {"--bucket|s3://b|--mode|GOVERNANCE", "no store for s3://"}
        }) {
      String[] words = ("upload|" + given[0]).split("\\|", -1);
      CommandRun.Result r = run.run(words);
      assertThat(r.err()).contains(given[1]).doesNotContain("internal error");
      assertThat(r.exit()).isEqualTo(2);
    }
  }

  /** Once, as the owner is about to create a commit, a function creates that one. */
  private void first(String commit, String plan) throws Exception {
    Settings s = ClinicLog.settings(run);
    AtomicInteger times = new AtomicInteger();
    FolderStores.by(
        location,
        (to, name, body) -> {
          if (name.value().equals(commit) && times.getAndIncrement() == 0) {
            planned(s, plan);
          }
          return to.create(name, body);
        });
  }

  private void planned(Settings s, String plan) {
    try {
      ClinicLog.plan(DirectoryBucket.open(store), s, function, plan);
    } catch (IOException | MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  private static String key(String name) {
    return NoteSigner.of(name, LocalSigner.generate(new SecureRandom())).key().toString();
  }

  private List<String> files(String in) throws IOException {
    Path root = folder.resolve(in);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(p -> root.relativize(p).toString())
          .filter(n -> !n.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private void copy(String from, String to) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(from))) {
      for (Path p : all.toList()) {
        Path target = folder.resolve(to).resolve(folder.resolve(from).relativize(p));
        Files.copy(p, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
