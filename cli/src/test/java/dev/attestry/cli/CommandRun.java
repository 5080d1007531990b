package dev.attestry.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the command in this process, in a folder, at a time that the test sets. */
final class CommandRun {

  /** The project's root, where the examples are. */
  static final Path PROJECT =
      Path.of(System.getProperty("attestry.project", "..")).toAbsolutePath().normalize();

  private final Path directory;
  private InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private final Map<String, String> environment = new HashMap<>();
  private boolean color;
  private boolean keptLab;

  CommandRun(Path directory) {
    this.directory = directory;
  }

  /** What came of a run. */
  record Result(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  CommandRun at(Instant time) {
    return by(InstantSource.fixed(time));
  }

  CommandRun by(InstantSource other) {
    clock = other;
    return this;
  }

  Instant now() {
    return clock.instant();
  }

  CommandRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CommandRun colored() {
    color = true;
    return this;
  }

  /** A new home in this folder begins with the lab's keys of an earlier test. */
  CommandRun withKeptLab() {
    keptLab = true;
    return this;
  }

  Result run(String... args) {
    if (keptLab) {
      KeptLab.give(directory);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Attestry.run(terminal(out, err), args);
    if (keptLab) {
      KeptLab.take(directory);
    }
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What a run has around it, for tests that call parts of a command. */
  Terminal terminal() {
    return terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream());
  }

  private Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        color,
        false,
        Map.copyOf(environment),
        directory,
        Optional.of(PROJECT),
        Optional.empty(),
        clock,
        new SecureRandom());
  }
}
