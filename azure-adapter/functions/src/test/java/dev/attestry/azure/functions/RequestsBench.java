package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.attestry.azure.host.HostProcess;
import dev.attestry.chain.Kind;
import dev.attestry.codec.Json;
import dev.attestry.lab.TrialRequests;
import dev.attestry.lab.cold.Billed;
import dev.attestry.lab.cold.RequestCount;
import dev.attestry.lab.cold.RequestRounds;
import dev.attestry.lab.standin.Wire;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bench/run says of the requests that Azure bills; no part of the build. */
final class RequestsBench {

  private static final int TAKEN = 202;

  /** The queues' triggers: what the host asks of them when nothing comes depends on the time. */
  private static final List<String> TRIGGERS =
      List.of("check", "append", "check_dead_letter", "append_dead_letter");

  /** How many messages the host fetches together, as host.json says. */
  private static final int TOGETHER = 16;

  @TempDir private Path work;
  private final RequestCount count = new RequestCount();
  private final Path target = Path.of("target").toAbsolutePath();
  private int results;

  @Test
  void countsWhatSoManyAttestationsAskOfEachService() throws Exception {
    new RequestRounds("azure", RequestRounds.ATTESTATIONS, count)
        .run(
            target,
            (batch, number) -> {
              Path folder = Files.createDirectories(work.resolve("round-" + number));
              try (AzureTrial trial = new AzureTrial(folder, RequestRounds.ATTESTATIONS)) {
                round(trial, batch);
                results += trial.log.entries(trial.bucket, Kind.RESULT).size();
              }
              return results;
            });
  }

  /** One round of the schedule, all of it by one process of the host. */
  private void round(AzureTrial trial, int batch) throws Exception {
    Map<String, String> settings = new HashMap<>(trial.settings());
    String vault = trial.azure.vault().endpoint().toString();
    try (Wire blobs = trial.azure.heard(trial.azure.blobs(), count.by(Billed::azureBlobs));
        Wire queues = trial.azure.heard(trial.azure.queues(), count.by(Billed::azureQueues));
        Wire keys =
            trial.azure.heard(trial.azure.vault().endpoint(), count.by(Billed::azureVault))) {
      over(settings, trial.azure.blobs(), blobs);
      over(settings, trial.azure.queues(), queues);
      settings.replaceAll((k, v) -> v.replace(vault + "/", keys.endpoint() + "/"));
      settings.putAll(trial.azure.identity());
      settings.put("ATTESTRY_SWEEP_SCHEDULE", "0 0 3 1 1 *");
      settings.put("ATTESTRY_AUDIT_SCHEDULE", "0 0 3 1 1 *");
      // Who is told of a result is another matter.
      settings.remove("ATTESTRY_TOPIC");
      TRIGGERS.forEach(t -> settings.put("AzureWebJobs." + t + ".Disabled", "true"));
      Path app = target.resolve("azure-functions/attestry");
      try (HostProcess host = HostProcess.start(app, trial.azure.trustStore(), settings)) {
        work(trial, host, batch);
      }
    }
  }

  private static void over(Map<String, String> settings, URI service, Wire wire) {
    settings.replaceAll((k, v) -> v.replace(service.toString(), wire.endpoint().toString()));
  }

  private void work(AzureTrial trial, HostProcess host, int batch) throws Exception {
    QueueClient checks = trial.queue("checks");
    QueueClient results = trial.queue("results");
    call(host, "sweep", "");
    for (String request : taken(checks)) {
      for (String part : TrialRequests.split(request, batch)) {
        call(host, "check", part);
        delivered("check");
        List<String> messages = taken(results);
        for (int i = 0; i < messages.size(); i += TOGETHER) {
          appended(host, messages.subList(i, Math.min(messages.size(), i + TOGETHER)));
        }
      }
    }
  }

  /** As the host does: what was fetched together is handed over one by one, all at once. */
  private void appended(HostProcess host, List<String> messages) throws Exception {
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (String m : messages) {
        delivered("append");
        all.add(
            side.submit(
                () -> {
                  call(host, "append", m);
                  return true;
                }));
      }
      for (Future<?> f : all) {
        f.get();
      }
    }
  }

  private static void call(HostProcess host, String function, String input) throws Exception {
    HttpResponse<String> r =
        host.post(
            "/admin/functions/" + function,
            Json.object().put("input", input).toString(),
            Optional.empty());
    assertThat(r.statusCode()).as("%s: %s", function, host.lines()).isEqualTo(TAKEN);
  }

  /** What the host asks of a queue for one message: to receive it, and to delete it. */
  private void delivered(String function) {
    count.add("Queue receive and delete, for " + function, 2);
  }

  private static List<String> taken(QueueClient queue) {
    List<String> all = new ArrayList<>();
    for (QueueMessageItem m = queue.receiveMessage(); m != null; m = queue.receiveMessage()) {
      queue.deleteMessage(m.getMessageId(), m.getPopReceipt());
      all.add(m.getBody().toString());
    }
    return all;
  }
}
