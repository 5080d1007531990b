package dev.attestry.lab;

import dev.attestry.lab.standin.Printed;
import dev.attestry.trust.TrustAnchor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine with a software TPM in which shell commands run, the guest scripts among them: what an
 * instance is to who pulls evidence from it.
 */
public final class LiveGuest implements AutoCloseable {

  private final Path folder;
  private final Path scripts;
  private final LiveTpm tpm;
  private final String key;

  private LiveGuest(Path folder, Path scripts, LiveTpm tpm, String key) {
    this.folder = folder;
    this.scripts = scripts;
    this.tpm = tpm;
    this.key = key;
  }

  /** What is not installed, of what this needs. */
  public static List<String> missing() {
    return TpmTools.missing();
  }

  /**
   * Boots one: a boot of a Linux server is measured, and its log lies where the kernel shows it.
   *
   * @param folder an existing folder with a path short enough for a socket
   * @param scripts where the guest scripts are
   * @param boot what is measured, in the SHA-256 bank
   */
  public static LiveGuest boot(Path folder, Path scripts, MeasuredBoot boot) throws IOException {
    LiveTpm tpm = LiveTpm.start(folder);
    try {
      for (MeasuredBoot.Extension e : boot.extensions()) {
        tpm.extendBy(e.register(), e.digest());
      }
      Path log = folder.resolve("sys/kernel/security/tpm0/binary_bios_measurements");
      Files.createDirectories(log.getParent());
      Files.write(log, boot.log().toArray());
      return new LiveGuest(folder, scripts.toAbsolutePath(), tpm, tpm.persistKey());
    } catch (IOException | RuntimeException e) {
      tpm.close();
      throw e;
    }
  }

  /** A process with what a guest's agent gives the commands that it runs. */
  ProcessBuilder process(String... command) {
    ProcessBuilder b = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> e = b.environment();
    e.put("PATH", scripts + ":" + System.getenv("PATH"));
    e.put("TPM2TOOLS_TCTI", tpm.tcti());
    e.put("ATTESTRY_AK", key);
    e.put("ATTESTRY_RUN", folder.resolve("run").toString());
    e.put("ATTESTRY_SYS", folder.resolve("sys").toString());
    return b.redirectError(folder.resolve("stderr").toFile());
  }

  /** Runs shell commands to their end. */
  public Printed run(String commands) {
    try {
      Process p = process("/bin/sh", "-c", commands).start();
      String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!p.waitFor(TpmTools.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        p.destroyForcibly();
      }
      return new Printed(p.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts an agent, which goes on until its process is ended.
   *
   * @param more variables of its environment
   */
  public Process agent(String command, Map<String, String> more) throws IOException {
    ProcessBuilder b = process("/bin/sh", "-c", "exec " + command);
    b.environment().putAll(more);
    return b.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** What its scripts said when they failed last. */
  public String complaint() throws IOException {
    return Files.readString(folder.resolve("stderr")).strip();
  }

  /** Names of what the scripts keep there for a while. */
  public List<String> kept() throws IOException {
    Path run = folder.resolve("run");
    try (Stream<Path> files = Files.list(run)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** Pins its attestation key. */
  public TrustAnchor anchor() throws IOException {
    return tpm.anchor();
  }

  @Override
  public void close() {
    tpm.close();
  }
}
