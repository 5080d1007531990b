package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server of that name, which stands in for Google Cloud Storage: generations and preconditions,
 * nothing that keeps objects.
 */
public final class FakeGcsServer {

  private static final String LABEL = "fake-gcs-server";

  private FakeGcsServer() {}

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() {
    return StandIns.missing(LABEL);
  }

  /**
   * Starts one on a free loopback port and returns once it answers a real call.
   *
   * @param work an existing folder for its log
   */
  public static StandIn start(Path work) throws IOException {
    URI at = StandIn.freePort();
    List<String> command =
        List.of(
            StandIns.home(LABEL).resolve("bin/fake-gcs-server").toString(),
            "-scheme",
            "http",
            "-host",
            at.getHost(),
            "-port",
            Integer.toString(at.getPort()),
            "-public-host",
            at.getAuthority(),
            "-backend",
            "memory");
    HttpStatus http = new HttpStatus();
    return StandIns.started(
        StandIn.start(LABEL, at, command, Map.of(), work.toAbsolutePath()),
        () -> http.of(HttpRequest.newBuilder(at.resolve("/storage/v1/b?project=lab"))) == 200);
  }
}
