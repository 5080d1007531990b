package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One function in Google's own invoker, which is what Cloud Run functions runs it with. */
public final class GoogleInvoker {

  private GoogleInvoker() {}

  /**
   * Starts one on a free port and returns once it answers.
   *
   * @param invoker the jar of {@code java-function-invoker}
   * @param function the jar that is deployed; its manifest names what it uses
   * @param target the function's class
   * @param work an existing folder for its log
   */
  public static StandIn start(
      Path invoker, Path function, String target, Map<String, String> environment, Path work)
      throws IOException {
    URI at = StandIn.freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            invoker.toString(),
            "com.google.cloud.functions.invoker.runner.Invoker",
            "--classpath",
            function.toString(),
            "--target",
            target,
            "--port",
            Integer.toString(at.getPort()));
    HttpStatus http = new HttpStatus();
    String label = target.substring(target.lastIndexOf('.') + 1);
    // The invoker answers a browser's question for an icon itself.
    return StandIns.started(
        StandIn.start(label, at, command, environment, work),
        () -> http.of(HttpRequest.newBuilder(at.resolve("/favicon.ico"))) == 404);
  }
}
