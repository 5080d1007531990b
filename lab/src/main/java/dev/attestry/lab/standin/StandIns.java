package dev.attestry.lab.standin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where stand-ins are installed: {@code $ATTESTRY_STAND_INS}, else {@code .check/stand-ins} of the
 * project.
 */
final class StandIns {

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
  static Optional<Path> installed(String name) {
    Path home = folder().resolve(name);
    return Files.exists(home.resolve(".ready")) ? Optional.of(home) : Optional.empty();
  }
}
