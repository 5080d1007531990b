package dev.attestry.lab.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where stand-ins are installed: {@code $ATTESTRY_STAND_INS}, else {@code .check/stand-ins} of the
 * project.
 */
public final class StandIns {

  private StandIns() {}

  private static Path folder() {
    return Optional.ofNullable(System.getenv("ATTESTRY_STAND_INS"))
        .map(Path::of)
        .orElseGet(
            () -> Path.of(System.getProperty("attestry.project", ".."), ".check", "stand-ins"))
        .toAbsolutePath()
        .normalize();
  }

  /** The folder of one that is installed. */
  public static Optional<Path> installed(String name) {
    Path home = folder().resolve(name);
    return Files.exists(home.resolve(".ready")) ? Optional.of(home) : Optional.empty();
  }

  /** The folder of one that must be there. */
  static Path home(String name) throws IOException {
    return installed(name).orElseThrow(() -> new IOException(missing(name).orElse("")));
  }

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing(String name) {
    return installed(name).isPresent()
        ? Optional.empty()
        : Optional.of("no stand-in " + name + "; tools/get-stand-in " + name + " installs it");
  }

  /** The server, once it answers; ended where it does not. */
  static StandIn started(StandIn s, StandIn.Probe probe) throws IOException {
    try {
      s.await(probe);
      return s;
    } catch (IOException e) {
      s.close();
      throw e;
    }
  }
}
