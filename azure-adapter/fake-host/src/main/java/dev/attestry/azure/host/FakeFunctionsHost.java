package dev.attestry.azure.host;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs an app's folder until its input ends. Prints {@code Listening on PORT} once all triggers are
 * bound.
 */
public final class FakeFunctionsHost {

  private FakeFunctionsHost() {}

  /**
   * @param args the folder that is deployed; the environment holds the app's settings
   */
  public static void main(String[] args) throws Exception {
    Path app = Path.of(args[0]);
    AppSettings settings = new AppSettings(System.getenv());
    HostJson host = HostJson.read(app, settings);
    List<FunctionJson> functions = FunctionJson.all(app);
    try (Worker worker = Worker.load(jar(app, functions));
        ExecutorService executor = Executors.newCachedThreadPool(FakeFunctionsHost::daemon)) {
      Calls calls = new Calls(worker);
      Queues queues = new Queues(settings);
      Map<String, FunctionJson> byName = new HashMap<>();
      Map<String, TimerListener> timers = new HashMap<>();
      List<Runnable> listeners = new ArrayList<>();
      for (FunctionJson f : functions) {
        byName.put(f.name(), f);
        switch (f.type()) {
          case "queueTrigger" ->
              listen(listeners, f, settings, new QueueListener(f, queues, host, calls));
          case "timerTrigger" -> {
            TimerListener t = new TimerListener(f, settings, calls, Instant.now());
            timers.put(f.name(), t);
            listen(listeners, f, settings, t);
          }
          case "eventGridTrigger" -> {
            // Called by the webhook.
          }
          default -> throw new IllegalArgumentException("a trigger that is not faked: " + f);
        }
      }
      try (Endpoints http = new Endpoints(byName, timers, settings, calls, executor)) {
        listeners.forEach(executor::execute);
        System.out.println("Listening on " + http.port());
        while (System.in.read() >= 0) {
          // Until whoever started this ends.
        }
        executor.shutdownNow();
      }
    }
  }

  private static void listen(
      List<Runnable> listeners, FunctionJson f, AppSettings settings, Runnable listener) {
    if (!settings.disabled(f.name())) {
      listeners.add(listener);
    }
  }

  private static Path jar(Path app, List<FunctionJson> functions) {
    List<Path> jars = functions.stream().map(FunctionJson::scriptFile).distinct().toList();
    if (jars.size() != 1) {
      throw new IllegalArgumentException(app + ": functions of one jar expected: " + jars);
    }
    return jars.get(0);
  }

  private static Thread daemon(Runnable work) {
    Thread t = new Thread(work);
    t.setDaemon(true);
    return t;
  }
}
