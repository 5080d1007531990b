package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moto, for what Terraform makes in AWS: it takes some of what LocalStack refuses and refuses some
 * of what LocalStack takes. Its reading of a bucket's policy blocks every put, so no function runs
 * on it.
 */
public final class Moto {

  private static final String LABEL = "moto";

  private Moto() {}

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() {
    return StandIns.missing(LABEL);
  }

  /** A Python that has AWS's SDK. */
  public static Path python() throws IOException {
    return StandIns.home(LABEL).resolve("bin/python");
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
            StandIns.home(LABEL).resolve("bin/moto_server").toString(),
            "-H",
            at.getHost(),
            "-p",
            Integer.toString(at.getPort()));
    return StandIns.started(
        StandIn.start(LABEL, at, command, Map.of(), work.toAbsolutePath()),
        S3Probe.of(at)::answers);
  }
}
