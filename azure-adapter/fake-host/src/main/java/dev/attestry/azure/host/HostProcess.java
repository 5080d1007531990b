package dev.attestry.azure.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The fake host with the folder that is deployed, as a process; ends when this one does. */
public final class HostProcess implements AutoCloseable {

  private static final String LISTENING = "Listening on ";
  private static final int START_SECONDS = 60;
  private static final int END_SECONDS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Process process;

  private HostProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one and returns once its triggers are bound.
   *
   * @param app the folder that is deployed
   * @param trustStore what it must trust to reach its services
   * @param settings of the app; it has no other environment
   */
  public static HostProcess start(Path app, Path trustStore, Map<String, String> settings)
      throws IOException, InterruptedException {
    ProcessBuilder b =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djavax.net.ssl.trustStore=" + trustStore.toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            FakeFunctionsHost.class.getName(),
            app.toString());
    b.environment().clear();
    b.environment().putAll(settings);
    HostProcess h = new HostProcess(b.redirectErrorStream(true).start());
    Thread.ofVirtual().start(h::read);
    try {
      h.port.get(START_SECONDS, TimeUnit.SECONDS);
      return h;
    } catch (ExecutionException | TimeoutException e) {
      h.close();
      throw new IOException("the host did not start: " + h.lines, e);
    }
  }

  private void read() {
    try (BufferedReader r =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = r.readLine(); line != null; line = r.readLine()) {
        lines.add(line);
        if (line.startsWith(LISTENING)) {
          port.complete(Integer.valueOf(line.substring(LISTENING.length())));
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    port.completeExceptionally(new IOException("the host ended: " + lines));
  }

  /** What it and the functions print. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** How often a function was called and ended like this. */
  public long ended(String function, String how) {
    return lines.stream().filter(l -> l.startsWith("Executed '" + function + "' (" + how)).count();
  }

  /** Posts; an event's type of Event Grid, where there is one. */
  public HttpResponse<String> post(String path, String body, Optional<String> eventType)
      throws IOException, InterruptedException {
    URI at = URI.create("http://127.0.0.1:" + port.resultNow() + path);
    HttpRequest.Builder b =
        HttpRequest.newBuilder(at).POST(HttpRequest.BodyPublishers.ofString(body));
    eventType.ifPresent(t -> b.header("aeg-event-type", t));
    return http.send(b.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
