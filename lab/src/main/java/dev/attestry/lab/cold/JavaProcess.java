package dev.attestry.lab.cold;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of this JDK, and what it has cost so far. */
public final class JavaProcess implements AutoCloseable {

  /** As Lambda and Cloud Run functions set them, or what comes nearest. */
  private static final List<String> FLAGS =
      List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final int END_SECONDS = 60;

  private final Process process;
  private final long started;

  private JavaProcess(Process process, long started) {
    this.process = process;
    this.started = started;
  }

  /**
   * Starts one.
   *
   * @param flags for the JVM
   * @param classPath jars, since a cache holds no classes of folders
   * @param program main class and arguments
   * @param environment beside ours
   * @param errors where it prints its errors to
   */
  public static JavaProcess start(
      List<String> flags,
      List<Path> classPath,
      List<String> program,
      Map<String, String> environment,
      Path errors)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    command.addAll(program);
    ProcessBuilder b = new ProcessBuilder(command);
    b.environment().putAll(environment);
    b.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    long now = System.nanoTime();
    return new JavaProcess(b.start(), now);
  }

  /** What it has cost until now. */
  public Cost cost() {
    Duration time = Duration.ofNanos(System.nanoTime() - started);
    return new Cost(time, process.info().totalCpuDuration().orElse(Duration.ZERO));
  }

  Process process() {
    return process;
  }

  /** Asks it to end, and waits: a cache is written at the end. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the process did not end: " + process.info().commandLine());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
