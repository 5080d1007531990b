package dev.attestry.gcp.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.cold.ClassJar;
import dev.attestry.lab.cold.ColdStarts;
import dev.attestry.lab.cold.MainProgram;
import dev.attestry.lab.standin.FakePubSub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What bench/run says of Google's package; no part of the build. */
final class ColdStartBench {

  private static final int RUNS = Integer.getInteger("attestry.runs", 7);

  /** Plain, with a cache, and the training. */
  private static final int COMMITS = 2 * RUNS + 1;

  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void measuresTheFirstCommitOfANewInstance() throws Exception {
    try (GcpTrial trial = GcpTrial.of(COMMITS)) {
      Path jar = trial.work.resolve("package/attestry-gcp-functions.jar");
      ObjectNode all = Json.object().put("cloud", "gcp");
      all.put("package_bytes", Files.size(target.resolve("attestry-gcp-functions.zip")));
      all.set(
          "starts",
          new ColdStarts(
                  List.of(
                      MainProgram.bare(trial.work),
                      least(trial, jar),
                      nothing(trial),
                      commit(trial, jar)),
                  trial.work)
              .measure(RUNS));
      if (trial.entries(Kind.RESULT).size() != COMMITS) {
        throw new AssertionError("not each run made its commit");
      }
      Path page = Files.createDirectories(target.resolve("bench")).resolve("cold.json");
      Files.writeString(page, all.toString());
      System.err.println(all);
    }
  }

  private FirstCommit commit(GcpTrial trial, Path jar) throws Exception {
    Queue<FakePubSub.Message> results = results(trial);
    return program("first commit", jar, AppendHandler.class, trial, results::remove);
  }

  private FirstCommit nothing(GcpTrial trial) throws Exception {
    Path jar = ClassJar.of(trial.work.resolve("nothing.jar"), DoesNothing.class);
    return program("the runtime, nothing done", jar, DoesNothing.class, trial, () -> message("{}"));
  }

  private FirstCommit program(
      String name, Path jar, Class<?> function, GcpTrial trial, Supplier<FakePubSub.Message> all) {
    Path invoker = target.resolve(GcpTrial.INVOKER);
    return new FirstCommit(
        name, new FirstCommit.Function(invoker, jar, function.getName()), trial, all);
  }

  private static MainProgram least(GcpTrial trial, Path jar) throws Exception {
    Path least = trial.work.resolve("least.jar");
    List<Path> classPath = new ArrayList<>();
    classPath.add(ClassJar.of(least, OnePutOneSignature.class, MainProgram.class));
    try (Stream<Path> lib = Files.list(jar.resolveSibling("lib"))) {
      lib.sorted().forEach(classPath::add);
    }
    Map<String, String> e = trial.environment;
    return new MainProgram(
        "one put, one signature",
        classPath,
        List.of(
            OnePutOneSignature.class.getName(),
            value(e, "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE"),
            value(e, "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS"),
            "log",
            value(e, "ATTESTRY_COMMIT_KEY")),
        e,
        trial.work.resolve("least.log"),
        MainProgram.DONE);
  }

  private static String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalStateException(name);
    }
    return value;
  }

  /** What the check of each component has found, as a message that waits. */
  private static Queue<FakePubSub.Message> results(GcpTrial trial) throws Exception {
    Queue<FakePubSub.Message> all = new ArrayDeque<>();
    trial.to("Sweep").message(message("{}"));
    for (FakePubSub.Message request : trial.pubsub.take(GcpTrial.CHECKS)) {
      for (String one : TrialRequests.split(request.data().utf8(), 1)) {
        trial.to("Check").message(message(one));
        all.addAll(trial.pubsub.take(GcpTrial.RESULTS));
      }
    }
    return all;
  }

  private static FakePubSub.Message message(String text) {
    return new FakePubSub.Message(UUID.randomUUID().toString(), Instant.now(), Bytes.utf8(text));
  }
}
