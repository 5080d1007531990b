package dev.attestry.examples.clouds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * All that was started, and the folder that it works in. It ends with this, also where the process
 * is interrupted: then nothing more is started either.
 */
final class Stage implements AutoCloseable {

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Path folder;
  private final Thread hook = new Thread(this::end, "end");
  private boolean ended;

  private Stage(Path folder) {
    this.folder = folder;
  }

  static Stage open() throws IOException {
    Stage s = new Stage(Files.createTempDirectory("attestry-demo"));
    Runtime.getRuntime().addShutdownHook(s.hook);
    return s;
  }

  /** For logs and state; gone afterwards. */
  Path folder() {
    return folder;
  }

  /** A folder of its own in it. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Has something ended with this. */
  <T extends AutoCloseable> T on(T started) throws IOException {
    synchronized (open) {
      if (!ended) {
        open.add(started);
        return started;
      }
    }
    close(started);
    throw new IOException("ended");
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs already, and has waited for the same lock.
    }
  }

  private void end() {
    synchronized (open) {
      ended = true;
      // At once, since some take seconds.
      try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
        open.forEach(c -> side.execute(() -> close(c)));
      }
      open.clear();
      // What was just being started.
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      delete();
    }
  }

  private static void close(AutoCloseable c) {
    try {
      c.close();
    } catch (Exception e) {
      // The others have to end all the same.
      System.err.println("attestry: " + c.getClass().getSimpleName() + " did not end: " + e);
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path p : all) {
        Files.deleteIfExists(p);
      }
    } catch (IOException e) {
      System.err.println("attestry: " + folder + " is left: " + e);
    }
  }
}
