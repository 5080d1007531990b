package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Json;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.cold.ClassJar;
import dev.attestry.lab.cold.ColdStarts;
import dev.attestry.lab.cold.MainProgram;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What bench/run says of AWS's package; no part of the build. */
final class ColdStartBench {

  private static final int RUNS = Integer.getInteger("attestry.runs", 7);

  /** Plain, with a cache, and the training. */
  private static final int COMMITS = 2 * RUNS + 1;

  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void measuresTheFirstCommitOfANewInstance() throws Exception {
    Path work = Files.createDirectories(target.resolve("cold-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom())) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, COMMITS);
      Map<String, String> environment = new HashMap<>(trial.environment());
      // Who is told of a result is another matter.
      environment.remove("ATTESTRY_TOPIC");
      Queue<String> results = new ArrayDeque<>(Messages.results(trial, unpacked));
      MainProgram least = least(trial, unpacked, work);
      ObjectNode all = Json.object().put("cloud", "aws");
      all.put("package_bytes", Files.size(target.resolve("attestry-aws-functions.zip")));
      all.set(
          "starts",
          new ColdStarts(
                  List.of(
                      MainProgram.bare(work),
                      least,
                      FirstCommit.nothing(unpacked, environment),
                      FirstCommit.of(unpacked, environment, results)),
                  work)
              .measure(RUNS));
      if (trial.entries(Kind.RESULT).size() != COMMITS) {
        throw new AssertionError("not each run made its commit");
      }
      Path page = Files.createDirectories(target.resolve("bench")).resolve("cold.json");
      Files.writeString(page, all.toString());
      System.err.println(all);
    }
  }

  private static MainProgram least(AwsTrial trial, Path unpacked, Path work) throws Exception {
    List<Path> classPath = new ArrayList<>();
    classPath.add(
        ClassJar.of(work.resolve("least.jar"), OnePutOneSignature.class, MainProgram.class));
    classPath.addAll(FirstCommit.jars(unpacked.resolve("lib")));
    return new MainProgram(
        "one put, one signature",
        classPath,
        List.of(
            OnePutOneSignature.class.getName(),
            trial.endpoint().toString(),
            trial.environment().get("ATTESTRY_BUCKET"),
            trial.environment().get("ATTESTRY_COMMIT_KEY")),
        trial.environment(),
        work.resolve("least.log"),
        MainProgram.DONE);
  }
}
