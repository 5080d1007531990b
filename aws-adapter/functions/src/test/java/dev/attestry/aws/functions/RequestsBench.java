package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Json;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What bench/run says of the requests that AWS bills; no part of the build. */
final class RequestsBench {

  private static final int ATTESTATIONS = 4096;

  /** The larger first: each new instance reads the log from its beginning, a get for a commit. */
  private static final int[] BATCHES = {256, 16};

  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void countsWhatSoManyAttestationsAskOfEachService() throws Exception {
    Path work =
        Files.createDirectories(target.resolve("requests-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    RequestCount count = new RequestCount();
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom());
        Wire wire = Wire.heard(aws.endpoint(), count::heard)) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, ATTESTATIONS);
      Map<String, String> environment = new HashMap<>(trial.environment());
      environment.put("AWS_ENDPOINT_URL", wire.endpoint().toString());
      // Who is told of a result is another matter.
      environment.remove("ATTESTRY_TOPIC");
      ObjectNode all = Json.object().put("cloud", "aws").put("attestations", ATTESTATIONS);
      for (int i = 0; i < BATCHES.length; i++) {
        count.reset();
        round(trial, unpacked, environment, BATCHES[i], i, count);
        all.withArray("batches").addObject().put("batch", BATCHES[i]).set("requests", count.json());
        if (trial.entries(Kind.RESULT).size() != (i + 1) * ATTESTATIONS) {
          throw new AssertionError("not each component has its result");
        }
      }
      Path page = Files.createDirectories(target.resolve("bench")).resolve("requests.json");
      Files.writeString(page, all.toString());
      System.err.println(all);
    }
  }

  /** One round of the schedule, all of it by one instance of each function. */
  private static void round(
      AwsTrial trial,
      Path unpacked,
      Map<String, String> environment,
      int batch,
      int round,
      RequestCount count)
      throws Exception {
    Instant due = Instant.now().plus(Duration.ofHours(2L * round)).truncatedTo(ChronoUnit.SECONDS);
    try (FunctionProcess sweep = FunctionProcess.start(unpacked, "Sweep", environment);
        FunctionProcess check = FunctionProcess.start(unpacked, "Check", environment);
        FunctionProcess append = FunctionProcess.start(unpacked, "Append", environment)) {
      sweep.answer(Json.object().put("scheduled", due.toString()).toString());
      for (String request : Messages.all(trial, "checks")) {
        for (String part : TrialRequests.split(request, batch)) {
          check.answer(Messages.batch(part));
          count.delivered("check");
          List<String> results = Messages.all(trial, "results");
          append.answer(Messages.batch(results.toArray(String[]::new)));
          count.delivered("append");
        }
      }
    }
  }
}
