package dev.attestry.azure.functions;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.azure.host.FakeFunctionsHost;
import dev.attestry.azure.host.HostProcess;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Json;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.cold.ClassJar;
import dev.attestry.lab.cold.ColdProgram;
import dev.attestry.lab.cold.ColdStarts;
import dev.attestry.lab.cold.Cost;
import dev.attestry.lab.cold.MainProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bench/run says of Azure's folder; no part of the build. */
final class ColdStartBench {

  private static final int RUNS = Integer.getInteger("attestry.runs", 7);

  @TempDir private Path work;
  private final Path target = Path.of("target").toAbsolutePath();
  private final Path app = target.resolve("azure-functions/attestry");

  @Test
  void measuresTheFirstCommitOfANewInstance() throws Exception {
    try (AzureTrial trial = new AzureTrial(work, RUNS)) {
      Queue<String> results = results(trial);
      ObjectNode all = Json.object().put("cloud", "azure").put("package_bytes", size());
      all.set(
          "starts",
          new ColdStarts(List.of(MainProgram.bare(work), least(trial), host(trial, results)), work)
              .measure(RUNS));
      if (trial.log.entries(trial.bucket, Kind.RESULT).size() != RUNS) {
        throw new AssertionError("not each run made its commit");
      }
      Path page = Files.createDirectories(target.resolve("bench")).resolve("cold.json");
      Files.writeString(page, all.toString());
      System.err.println(all);
    }
  }

  /** Of the folder's files together; what is deployed is a zip of them. */
  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(app)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  private static Map<String, String> settings(AzureTrial trial) {
    Map<String, String> all = new HashMap<>(trial.settings());
    all.remove("ATTESTRY_TOPIC");
    all.put("ATTESTRY_SWEEP_SCHEDULE", "0 0 3 1 1 *");
    all.put("ATTESTRY_AUDIT_SCHEDULE", "0 0 3 1 1 *");
    all.putAll(trial.azure.identity());
    return all;
  }

  private MainProgram program(
      String name, List<Path> classPath, List<String> program, AzureTrial trial, String done) {
    return new MainProgram(
        name, classPath, program, settings(trial), work.resolve("bench.log"), done);
  }

  private ColdProgram least(AzureTrial trial) throws IOException {
    List<Path> classPath = new ArrayList<>();
    Path jar = work.resolve("least.jar");
    classPath.add(ClassJar.of(jar, OnePutOneSignature.class, MainProgram.class));
    try (Stream<Path> all = Files.walk(app)) {
      all.filter(p -> p.toString().endsWith(".jar")).sorted().forEach(classPath::add);
    }
    MainProgram main =
        program(
            "one put, one signature",
            classPath,
            List.of(
                OnePutOneSignature.class.getName(),
                trial.azure.blobs().toString(),
                AzureTrial.CONTAINER,
                settings(trial).getOrDefault("ATTESTRY_COMMIT_KEY", "")),
            trial,
            MainProgram.DONE);
    return new Trusting(main, trial.azure.trustStore());
  }

  private ColdProgram host(AzureTrial trial, Queue<String> results) throws IOException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    MainProgram host =
        program(
            "first commit",
            classPath,
            List.of(FakeFunctionsHost.class.getName(), app.toString()),
            trial,
            "Executed 'append' (Succeeded)");
    return new FirstCommit(
        new Trusting(host, trial.azure.trustStore()), trial.queue("results"), results);
  }

  /** A program that trusts the stand-ins. */
  private record Trusting(ColdProgram program, Path trustStore) implements ColdProgram {

    @Override
    public String name() {
      return program.name();
    }

    @Override
    public Cost run(List<String> flags) throws Exception {
      List<String> all = new ArrayList<>(flags);
      all.add("-Djavax.net.ssl.trustStore=" + trustStore);
      return program.run(all);
    }
  }

  /** What the check of each component has found, as a message that waits. */
  private Queue<String> results(AzureTrial trial) throws Exception {
    Queue<String> all = new ArrayDeque<>();
    QueueClient checks = trial.queue("checks");
    QueueClient results = trial.queue("results");
    Map<String, String> settings = settings(trial);
    settings.put("AzureWebJobs.check.Disabled", "true");
    settings.put("AzureWebJobs.append.Disabled", "true");
    try (HostProcess host = HostProcess.start(app, trial.azure.trustStore(), settings)) {
      host.post("/admin/functions/sweep", "{\"input\":\"\"}", Optional.empty());
      QueueMessageItem request = checks.receiveMessage();
      checks.deleteMessage(request.getMessageId(), request.getPopReceipt());
      for (String one : TrialRequests.split(request.getBody().toString(), 1)) {
        String input = Json.object().put("input", one).toString();
        host.post("/admin/functions/check", input, Optional.empty());
        QueueMessageItem result = results.receiveMessage();
        results.deleteMessage(result.getMessageId(), result.getPopReceipt());
        all.add(result.getBody().toString());
      }
    }
    return all;
  }
}
