package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.chain.Kind;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.cold.Billed;
import dev.attestry.lab.cold.RequestCount;
import dev.attestry.lab.cold.RequestRounds;
import dev.attestry.lab.standin.Delivery;
import dev.attestry.lab.standin.FakePubSub;
import dev.attestry.lab.standin.GoogleInvoker;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What bench/run says of the requests that Google bills; no part of the build. */
final class RequestsBench {

  private static final String OVERRIDE = "CLOUDSDK_API_ENDPOINT_OVERRIDES_";
  private static final int OK = 200;

  /** Pub/Sub bills bytes, this many at least of each request; and 20 for a time, and the id. */
  private static final int LEAST = 1000;

  private static final int BESIDE = 40;

  private final RequestCount count = new RequestCount();
  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void countsWhatSoManyAttestationsAskOfEachService() throws Exception {
    try (GcpTrial trial = GcpTrial.of(RequestRounds.ATTESTATIONS)) {
      URI storage = endpoint(trial, "STORAGE");
      URI kms = endpoint(trial, "CLOUDKMS");
      try (Wire objects = Wire.heard(storage, count.by(Billed::googleStorage));
          Wire keys = Wire.heard(kms, count.by(Billed::googleKms))) {
        Map<String, String> environment = new HashMap<>(trial.environment);
        environment.put(OVERRIDE + "STORAGE", objects.endpoint().toString());
        environment.put(OVERRIDE + "CLOUDKMS", keys.endpoint().toString());
        // Who is told of a result is another matter.
        environment.remove("ATTESTRY_TOPIC");
        new RequestRounds("gcp", RequestRounds.ATTESTATIONS, count)
            .run(
                target,
                (batch, number) -> {
                  Instant due = Instant.now().plus(Duration.ofHours(2L * number));
                  round(trial, environment, batch, due);
                  return trial.entries(Kind.RESULT).size();
                });
      }
    }
  }

  private static URI endpoint(GcpTrial trial, String service) {
    String given = trial.environment.getOrDefault(OVERRIDE + service, "");
    return URI.create(given.replaceFirst("/$", ""));
  }

  /** One round of the schedule, all of it by one instance of each function. */
  private void round(GcpTrial trial, Map<String, String> environment, int batch, Instant due)
      throws Exception {
    try (StandIn sweep = started(trial, environment, "Sweep");
        StandIn check = started(trial, environment, "Check");
        StandIn append = started(trial, environment, "Append")) {
      FakePubSub.Message begin =
          new FakePubSub.Message(UUID.randomUUID().toString(), due, Bytes.utf8("{}"));
      deliver(sweep, begin);
      for (FakePubSub.Message request : trial.pubsub.take(GcpTrial.CHECKS)) {
        sent("check", request);
        for (String part : TrialRequests.split(request.data().utf8(), batch)) {
          FakePubSub.Message one =
              new FakePubSub.Message(UUID.randomUUID().toString(), Instant.now(), Bytes.utf8(part));
          pushed("check", one);
          deliver(check, one);
          appended(append, trial.pubsub.take(GcpTrial.RESULTS));
        }
      }
    }
  }

  private StandIn started(GcpTrial trial, Map<String, String> environment, String function)
      throws IOException {
    return GoogleInvoker.start(
        target.resolve(GcpTrial.INVOKER),
        trial.work.resolve("package/attestry-gcp-functions.jar"),
        "dev.attestry.gcp.functions." + function + "Handler",
        environment,
        trial.work);
  }

  /** As Cloud Run does: several at once in one instance. */
  private void appended(StandIn append, List<FakePubSub.Message> results) throws Exception {
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (FakePubSub.Message m : results) {
        sent("append", m);
        pushed("append", m);
        all.add(
            side.submit(
                () -> {
                  deliver(append, m);
                  return true;
                }));
      }
      for (Future<?> f : all) {
        f.get();
      }
    }
  }

  private static void deliver(StandIn function, FakePubSub.Message m) throws Exception {
    assertThat(new Delivery(function.endpoint()).message(m)).isEqualTo(OK);
  }

  private void sent(String function, FakePubSub.Message m) {
    count.add("Pub/Sub bytes published, for " + function, billed(m));
  }

  private void pushed(String function, FakePubSub.Message m) {
    count.add("Pub/Sub bytes pushed, for " + function, billed(m));
  }

  private static long billed(FakePubSub.Message m) {
    return Math.max(LEAST, m.data().length() + BESIDE);
  }
}
