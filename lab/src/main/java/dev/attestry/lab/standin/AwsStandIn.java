package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The servers that stand in for AWS. */
public enum AwsStandIn {
  /** A third of a second to start; S3 with Object Lock, KMS, SQS, Lambda and more. */
  MINISTACK(
      "ministack",
      (home, at) -> List.of(home.resolve("bin/ministack").toString()),
      (work, at) ->
          Map.of(
              "BIND_HOST",
              at.getHost(),
              "GATEWAY_PORT",
              Integer.toString(at.getPort()),
              "TMPDIR",
              work.toString())),

  /** Five seconds to start; the second opinion. */
  LOCALSTACK(
      "localstack",
      (home, at) -> List.of(home.resolve("bin/python").toString(), "-m", "localstack.runtime.main"),
      // Without these it binds every interface, takes itself for a container and names hosts that
      // nobody can resolve.
      (work, at) ->
          Map.of(
              "GATEWAY_SERVER",
              "hypercorn",
              "GATEWAY_LISTEN",
              at.getAuthority(),
              "LOCALSTACK_HOST",
              at.getAuthority(),
              "SQS_ENDPOINT_STRATEGY",
              "path",
              "OVERRIDE_IN_DOCKER",
              "0",
              "FILESYSTEM_ROOT",
              work.toString(),
              "DISABLE_EVENTS",
              "1",
              "SKIP_SSL_CERT_DOWNLOAD",
              "1",
              "DNS_ADDRESS",
              "0"));

  private final String label;
  private final BiFunction<Path, URI, List<String>> command;
  private final BiFunction<Path, URI, Map<String, String>> environment;

  AwsStandIn(
      String label,
      BiFunction<Path, URI, List<String>> command,
      BiFunction<Path, URI, Map<String, String>> environment) {
    this.label = label;
    this.command = command;
    this.environment = environment;
  }

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public Optional<String> missing() {
    return StandIns.installed(label).isPresent()
        ? Optional.empty()
        : Optional.of("no stand-in " + label + "; tools/get-stand-in " + label + " installs it");
  }

  /**
   * Starts one on a free loopback port and returns once it answers a real call.
   *
   * @param work an existing folder for its state and log
   */
  public StandIn start(Path work) throws IOException {
    Path home = StandIns.installed(label).orElseThrow(() -> new IOException(missing().orElse("")));
    Path folder = work.toAbsolutePath();
    URI at = StandIn.freePort();
    StandIn s =
        StandIn.start(label, at, command.apply(home, at), environment.apply(folder, at), folder);
    try {
      // A health check does not see a server that fails every call.
      s.await(S3Probe.of(at)::answers);
      return s;
    } catch (IOException e) {
      s.close();
      throw e;
    }
  }
}
