package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server as a process of its own, on a loopback port. It ends with {@link #close}, and also when
 * this JVM is killed: a shell holds it that waits for the end of its input.
 */
public final class StandIn implements AutoCloseable {

  /**
   * A server that does not end when it is asked to (LocalStack at times) is killed. An interrupt
   * from the keyboard, which reaches all at once, leaves the end to this JVM.
   */
  private static final String KEEPER =
      "trap '' INT; \"$@\" < /dev/null & server=$!; read -r end; kill $server;"
          + " for i in 1 2 3 4 5; do kill -0 $server 2> /dev/null || exit; sleep 1; done;"
          + " kill -9 $server";

  private static final long PATIENCE_SECONDS = 90;
  private static final long END_SECONDS = 10;
  private static final long POLL_MILLIS = 100;

  /** So many polls without a server: it has ended. */
  private static final int GONE = 30;

  private final String label;
  private final URI endpoint;
  private final Process keeper;
  private final Path log;

  private StandIn(String label, URI endpoint, Process keeper, Path log) {
    this.label = label;
    this.endpoint = endpoint;
    this.keeper = keeper;
    this.log = log;
  }

  /** Whether a server answers by now; may fail while it does not. */
  @FunctionalInterface
  interface Probe {
    boolean answers() throws IOException;
  }

  /** A loopback address that nobody listened at a moment ago. */
  public static URI freePort() throws IOException {
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + s.getLocalPort());
    }
  }

  static StandIn start(
      String label, URI at, List<String> command, Map<String, String> environment, Path work)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, label));
    line.addAll(command);
    Path log = work.resolve(label + ".log");
    ProcessBuilder b = new ProcessBuilder(line).directory(work.toFile());
    b.environment().putAll(environment);
    b.redirectErrorStream(true).redirectOutput(log.toFile());
    return new StandIn(label, at, b.start(), log);
  }

  void await(Probe probe) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String last = "no answer";
    int gone = 0;
    // A shell takes a moment to start its server.
    while (System.nanoTime() < end && gone < GONE) {
      try {
        if (probe.answers()) {
          return;
        }
        last = "a probe was refused";
      } catch (IOException e) {
        last = e.toString();
      }
      pause();
      gone = keeper.descendants().findAny().isPresent() ? 0 : gone + 1;
    }
    throw new IOException(label + " did not start (" + last + "): " + Files.readString(log));
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Where it answers. */
  public URI endpoint() {
    return endpoint;
  }

  /** Kills the server ({@code kill -9}), as a machine does that has no memory left. */
  public void kill() {
    keeper.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    List<ProcessHandle> all = keeper.descendants().toList();
    try {
      keeper.getOutputStream().close();
      if (!keeper.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        keeper.destroyForcibly();
      }
      // What the server started and left behind.
      all.forEach(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      all.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
