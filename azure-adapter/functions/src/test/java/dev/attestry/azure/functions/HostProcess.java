package dev.attestry.azure.functions;

import dev.attestry.azure.host.FakeFunctionsHost;
import dev.attestry.lab.standin.LoopbackAzure;
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
import java.util.concurrent.TimeUnit;

/** The fake host with the folder that is deployed, as a process; ends when this one does. */
final class HostProcess implements AutoCloseable {

  private static final String LISTENING = "Listening on ";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Process process;

  private HostProcess(Process process) {
    this.process = process;
  }

  static HostProcess start(Path app, LoopbackAzure azure, Map<String, String> settings)
      throws Exception {
    ProcessBuilder b =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djavax.net.ssl.trustStore=" + azure.trustStore().toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            FakeFunctionsHost.class.getName(),
            app.toString());
    b.environment().clear();
    b.environment().putAll(settings);
    b.environment().putAll(azure.identity());
    HostProcess h = new HostProcess(b.redirectErrorStream(true).start());
    Thread.ofVirtual().start(h::read);
    h.port.get(60, TimeUnit.SECONDS);
    return h;
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
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** How often a function was called and ended like this. */
  long ended(String function, String how) {
    return lines.stream().filter(l -> l.startsWith("Executed '" + function + "' (" + how)).count();
  }

  /** Posts; an event's type of Event Grid, where there is one. */
  HttpResponse<String> post(String path, String body, Optional<String> eventType) throws Exception {
    HttpRequest.Builder b = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    eventType.ifPresent(t -> b.header("aeg-event-type", t));
    return http.send(b.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) throws Exception {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path));
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
