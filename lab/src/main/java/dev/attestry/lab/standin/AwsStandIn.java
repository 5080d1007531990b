package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that stand in for AWS. */
public enum AwsStandIn {
  /** A third of a second to start; S3 with Object Lock, KMS, SQS, Lambda and more. */
  MINISTACK("ministack"),

  /** Five seconds to start; the second opinion. */
  LOCALSTACK("localstack");

  private final String label;

  AwsStandIn(String label) {
    this.label = label;
  }

  private List<String> command(Path home) {
    return switch (this) {
      case MINISTACK -> List.of(home.resolve("bin/ministack").toString());
      case LOCALSTACK ->
          List.of(home.resolve("bin/python").toString(), "-m", "localstack.runtime.main");
    };
  }

  private Map<String, String> environment(Path work, URI at) {
    return switch (this) {
      case MINISTACK ->
          Map.ofEntries(
              Map.entry("BIND_HOST", at.getHost()),
              Map.entry("GATEWAY_PORT", Integer.toString(at.getPort())),
              Map.entry("TMPDIR", work.toString()));
      // Without these it binds every interface, takes itself for a container and names hosts that
      // nobody can resolve.
      case LOCALSTACK ->
          Map.ofEntries(
              Map.entry("GATEWAY_SERVER", "hypercorn"),
              Map.entry("GATEWAY_LISTEN", at.getAuthority()),
              Map.entry("LOCALSTACK_HOST", at.getAuthority()),
              Map.entry("SQS_ENDPOINT_STRATEGY", "path"),
              Map.entry("OVERRIDE_IN_DOCKER", "0"),
              Map.entry("FILESYSTEM_ROOT", work.toString()),
              Map.entry("DISABLE_EVENTS", "1"),
              Map.entry("SKIP_SSL_CERT_DOWNLOAD", "1"),
              Map.entry("DNS_ADDRESS", "0"));
    };
  }

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public Optional<String> missing() {
    return StandIns.missing(label);
  }

  /**
   * Starts one on a free loopback port and returns once it answers a real call.
   *
   * @param work an existing folder for its state and log
   */
  public StandIn start(Path work) throws IOException {
    Path home = StandIns.home(label);
    Path folder = work.toAbsolutePath();
    URI at = StandIn.freePort();
    // A health check does not see a server that fails every call.
    return StandIns.started(
        StandIn.start(label, at, command(home), environment(folder, at), folder),
        S3Probe.of(at)::answers);
  }
}
