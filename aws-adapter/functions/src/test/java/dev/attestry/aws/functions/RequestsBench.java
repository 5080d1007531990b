package dev.attestry.aws.functions;

import dev.attestry.chain.Kind;
import dev.attestry.codec.Json;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.cold.Billed;
import dev.attestry.lab.cold.RequestCount;
import dev.attestry.lab.cold.RequestRounds;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.Wire;
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

  private final RequestCount count = new RequestCount();
  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void countsWhatSoManyAttestationsAskOfEachService() throws Exception {
    Path work =
        Files.createDirectories(target.resolve("requests-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom());
        Wire wire = Wire.heard(aws.endpoint(), count.by(Billed::aws))) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, RequestRounds.ATTESTATIONS);
      Map<String, String> environment = new HashMap<>(trial.environment());
      environment.put("AWS_ENDPOINT_URL", wire.endpoint().toString());
      // Who is told of a result is another matter.
      environment.remove("ATTESTRY_TOPIC");
      new RequestRounds("aws", RequestRounds.ATTESTATIONS, count)
          .run(
              target,
              (batch, number) -> {
                Duration later = Duration.ofHours(2L * number);
                round(trial, unpacked, environment, batch, Instant.now().plus(later));
                return trial.entries(Kind.RESULT).size();
              });
    }
  }

  /** One round of the schedule, all of it by one instance of each function. */
  private void round(
      AwsTrial trial, Path unpacked, Map<String, String> environment, int batch, Instant due)
      throws Exception {
    String second = due.truncatedTo(ChronoUnit.SECONDS).toString();
    try (FunctionProcess sweep = FunctionProcess.start(unpacked, "Sweep", environment);
        FunctionProcess check = FunctionProcess.start(unpacked, "Check", environment);
        FunctionProcess append = FunctionProcess.start(unpacked, "Append", environment)) {
      sweep.answer(Json.object().put("scheduled", second).toString());
      for (String request : Messages.all(trial, "checks")) {
        for (String part : TrialRequests.split(request, batch)) {
          check.answer(Messages.batch(part));
          delivered("check");
          List<String> results = Messages.all(trial, "results");
          append.answer(Messages.batch(results.toArray(String[]::new)));
          delivered("append");
        }
      }
    }
  }

  /** What Lambda's mapping asks of a queue for one event: to receive it, and to delete it. */
  private void delivered(String function) {
    count.add("SQS receive and delete, for " + function, 2);
  }
}
