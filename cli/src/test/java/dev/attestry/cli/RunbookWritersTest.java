package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.ActionContent;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.PackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.function.AppendFunction;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.DeadLetterFunction;
import dev.attestry.function.FunctionLog;
import dev.attestry.function.FunctionSettings;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.function.SweepFunction;
import dev.attestry.lab.LabSources;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.sweep.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the keys as infra/README.md has them added, functions can write all that they have to. */
final class RunbookWritersTest {

  private static final Pattern ADD =
      Pattern.compile("attestry keys add \"\\$\\(\\S+verifier-key\" (\\S+) \\S+\\)\" (.*)");

  private static final InstantSource CLOCK = InstantSource.fixed(ClinicLog.START);

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();
  private final LocalSigner signer = LocalSigner.generate(random);
  private final List<Bytes> checks = new ArrayList<>();
  private final List<Bytes> results = new ArrayList<>();

  /** A command of the page: the key's name, and the options that say what it may write. */
  record Added(String name, List<String> options) {
    String cloud() {
      return name.replaceFirst("-.*", "");
    }
  }

  static List<Added> added() throws IOException {
    List<Added> all = new ArrayList<>();
    for (String line : Files.readAllLines(CommandRun.PROJECT.resolve("infra/README.md"))) {
      Matcher m = ADD.matcher(line);
      if (m.find()) {
        all.add(new Added(m.group(1), List.of(m.group(2).strip().split(" +"))));
      }
    }
    assertThat(all).extracting(Added::cloud).contains("aws", "azure", "gcp");
    return all;
  }

  @ParameterizedTest
  @MethodSource("added")
  void functionsPlanAppendAndWriteDownWhatWentWrong(Added key) throws Exception {
    CommandRun run = new CommandRun(folder).at(ClinicLog.START);
    String component = key.cloud() + "/c0";
    ClinicLog.make(run, folder, component, "arn:aws:s3:::c0");
    String vkey = NoteSigner.of(key.name(), signer).key().toString();
    ClinicLog.good(
        run,
        Stream.concat(Stream.of("keys", "add", vkey), key.options().stream())
            .toArray(String[]::new));
    assertThat(ClinicLog.good(run, "keys", "list"))
        .contains("everything about " + key.cloud() + "/*, @log");
    Settings s = ClinicLog.settings(run);
    Bucket bucket = DirectoryBucket.open(folder.resolve("log"));
    try (SourceProvider.Sources sources = sources(component);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      work(log(bucket, s, key), sources, executor);
    }
    assertThat(ClinicLog.entries(bucket, s, Kind.PLAN)).hasSize(1);
    assertThat(ClinicLog.entries(bucket, s, Kind.RESULT))
        .singleElement()
        .satisfies(e -> assertThat(e.component()).isEqualTo(component));
    assertThat(ClinicLog.entries(bucket, s, Kind.ACTION))
        .extracting(e -> ((ActionContent) e.content()).outcome())
        .containsExactly("given-up", "unreadable");
    assertThat(run.run("audit").out()).doesNotContain("✘ not clean");
  }

  /** A round, whose notifications nobody takes, and a message that nobody can read. */
  private void work(FunctionLog log, SourceProvider.Sources sources, ExecutorService executor)
      throws Exception {
    Notifier deaf =
        notifications -> {
          throw new IOException("the topic is down");
        };
    new SweepFunction(log, queue(checks), deaf).run(ClinicLog.START);
    Surroundings around =
        new Surroundings(
            sources.source(),
            executor,
            CLOCK,
            random,
            Crypto.fastest(),
            EarOutput.VERIFIER,
            Duration.ofSeconds(20),
            8);
    CheckFunction check = new CheckFunction(log, around, queue(results), queue(checks));
    for (Bytes m : List.copyOf(checks)) {
      check.run(m);
    }
    new AppendFunction(log, deaf).run(results);
    new DeadLetterFunction(log, deaf).run(Bytes.utf8("no message of ours"));
  }

  private FunctionLog log(Bucket bucket, Settings s, Added key) {
    FunctionSettings settings =
        new FunctionSettings(
            s.shard(),
            s.genesis(),
            key.cloud(),
            key.name(),
            "clinic",
            "clinic",
            Duration.ofSeconds(20),
            8,
            3,
            true);
    return new FunctionLog(bucket, signer, PackSeal.CLEAR, settings, CLOCK, random);
  }

  private SourceProvider.Sources sources(String component) throws IOException {
    ObjectNode runs = Json.object().put("runs", "bucket");
    return new LabSources()
        .open(
            new SourceProvider.Request(
                folder.resolve("lab"),
                Map.of(component, new SourceProvider.Attester("posture", runs)),
                Set.of(),
                Optional.empty(),
                CLOCK,
                random));
  }

  private static Outbox queue(List<Bytes> into) {
    return new Outbox() {
      @Override
      public int maxLength() {
        return 48 << 10;
      }

      @Override
      public void send(Bytes message) {
        into.add(message);
      }
    };
  }
}
