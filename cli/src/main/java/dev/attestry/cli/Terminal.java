package dev.attestry.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What the process has around it, as a value, so that a test can stand in for it.
 *
 * @param color whether standard output takes colours
 * @param live whether a person watches standard error, so that progress is worth drawing
 * @param directory what relative paths are relative to
 * @param installation the folder that the launcher lies in, where the examples are
 * @param library the folder with the jars, where the lab's are under {@code lab}
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    boolean color,
    boolean live,
    Map<String, String> environment,
    Path directory,
    Optional<Path> installation,
    Optional<Path> library,
    InstantSource clock,
    SecureRandom random) {

  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    // The launcher knows which streams a person watches; Java 21 cannot tell them apart.
    String watched = System.getProperty("attestry.tty", "");
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        watched.contains("1") && !plain,
        watched.contains("2") && !plain,
        environment,
        Path.of("").toAbsolutePath(),
        Optional.ofNullable(System.getProperty("attestry.root")).map(Path::of),
        Optional.ofNullable(System.getProperty("attestry.lib")).map(Path::of),
        Clock.systemUTC(),
        new SecureRandom());
  }

  /** A path as the user gave it. */
  Path path(String given) {
    return directory.resolve(given).normalize();
  }

  Style style() {
    return new Style(color);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
