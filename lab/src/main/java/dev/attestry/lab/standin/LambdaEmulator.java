package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AWS's runtime interface emulator with one instance of a function: starts it at the first call,
 * kills it at its time-out, starts it anew at the next call.
 */
public final class LambdaEmulator implements AutoCloseable {

  private static final String NAME = "aws-lambda-rie";
  private static final String INVOCATIONS = "/2015-03-31/functions/function/invocations";
  private static final String MEMORY_MB = "1024";

  private final HttpClient http = HttpClient.newHttpClient();
  private final StandIn process;
  private final Path log;

  private LambdaEmulator(StandIn process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() {
    return StandIns.missing(NAME);
  }

  /**
   * Starts one on free loopback ports and returns once it takes calls.
   *
   * @param unpacked a package with its bootstrap
   * @param work an existing folder for its log
   */
  public static LambdaEmulator start(
      Path unpacked, String handler, int timeoutSeconds, Map<String, String> environment, Path work)
      throws IOException {
    URI at = StandIn.freePort();
    URI runtime = StandIn.freePort();
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_LAMBDA_FUNCTION_NAME", "f");
    all.put("AWS_LAMBDA_FUNCTION_TIMEOUT", Integer.toString(timeoutSeconds));
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", MEMORY_MB);
    all.put("LAMBDA_TASK_ROOT", unpacked.toString());
    all.put("_HANDLER", handler);
    List<String> command =
        List.of(
            StandIns.home(NAME).resolve("bin/aws-lambda-rie").toString(),
            "--runtime-interface-emulator-address",
            at.getAuthority(),
            "--runtime-api-address",
            runtime.getAuthority(),
            "sh",
            unpacked.resolve("bootstrap").toString());
    HttpStatus http = new HttpStatus();
    StandIn s =
        StandIns.started(
            StandIn.start(NAME, at, command, all, work.toAbsolutePath()),
            () -> http.of(HttpRequest.newBuilder(at.resolve("/"))) > 0);
    return new LambdaEmulator(s, work.resolve(NAME + ".log"));
  }

  /** What comes of a call: the function's answer, or what the emulator says in its place. */
  public String invoke(String event) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(process.endpoint().resolve(INVOCATIONS))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** What emulator and function have printed so far. */
  public String printed() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
