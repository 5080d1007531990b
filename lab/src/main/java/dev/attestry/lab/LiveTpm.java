package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.TrustAnchor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real software TPM: {@code swtpm} as a process of its own, asked through {@code tpm2-tools}. Its
 * state, socket and key live in one folder. It has no certificate: its key is pinned when it is
 * made.
 */
public final class LiveTpm implements AutoCloseable {

  private static final List<String> TOOLS =
      List.of("swtpm", "tpm2_createek", "tpm2_createak", "tpm2_quote", "tpm2_pcrextend");
  private static final int REGISTERS = 24;
  private static final long PATIENCE_SECONDS = 30;

  private final Path folder;
  private final Process swtpm;

  private LiveTpm(Path folder, Process swtpm) {
    this.folder = folder;
    this.swtpm = swtpm;
  }

  /** What is not on the path, of what this needs; empty where it can run. */
  public static List<String> missing() {
    List<String> path =
        List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1));
    return TOOLS.stream()
        .filter(t -> path.stream().noneMatch(p -> Files.isExecutable(Path.of(p, t))))
        .toList();
  }

  /**
   * Starts one and makes its endorsement and attestation keys.
   *
   * @param folder an existing folder with a path short enough for a socket (100 characters)
   */
  public static LiveTpm start(Path folder) throws IOException {
    Path home = folder.toAbsolutePath(); // with relative paths swtpm fails in CMD_INIT
    Process p =
        new ProcessBuilder(
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                "dir=" + home,
                "--server",
                "type=unixio,path=" + home.resolve("tpm.sock"),
                "--ctrl",
                "type=unixio,path=" + home.resolve("tpm.sock.ctrl"),
                "--flags",
                "not-need-init,startup-clear")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("swtpm.log").toFile())
            .start();
    LiveTpm tpm = new LiveTpm(home, p);
    try {
      tpm.awaitSocket();
      tpm.run("tpm2_createek", "-c", "ek.ctx", "-G", "ecc", "-u", "ek.pub");
      tpm.flush();
      tpm.run(
          "tpm2_createak -C ek.ctx -c ak.ctx -G ecc -g sha256 -s ecdsa -u ak.tss -f tss -n ak.name"
              .split(" ", -1));
      tpm.flush();
      return tpm;
    } catch (IOException | RuntimeException e) {
      tpm.close();
      throw e;
    }
  }

  /** Extends a register of the SHA-256 bank. */
  public void extend(int pcr, Bytes data) throws IOException {
    run("tpm2_pcrextend", pcr + ":sha256=" + HashAlgorithm.SHA256.digest(data).hex());
  }

  /** Answers a challenge with a quote over the whole SHA-256 bank. */
  public Evidence evidence(Bytes nonce) throws IOException {
    run(
        "tpm2_quote",
        "-c",
        "ak.ctx",
        "-l",
        "sha256:all",
        "-q",
        nonce.hex(),
        "-m",
        "quote.msg",
        "-s",
        "quote.sig",
        "-o",
        "quote.pcrs",
        "-F",
        "values",
        "-g",
        "sha256");
    return Evidence.of(
        new TpmScheme().mediaType(),
        Map.of(
            "attest", read("quote.msg"),
            "signature", read("quote.sig"),
            "ak_tpm_public", read("ak.tss"),
            "pcrs", values(read("quote.pcrs"))));
  }

  /** The anchor that pins this TPM's attestation key. */
  public TrustAnchor anchor() throws IOException {
    return new TrustAnchor.Material(
        "tpm-ak", "ak_tpm_public", read("ak.tss"), "made by a software TPM of the lab");
  }

  @Override
  public void close() {
    swtpm.destroy();
    try {
      if (!swtpm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        swtpm.destroyForcibly();
      }
    } catch (InterruptedException e) {
      swtpm.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The values one after the other, lowest register first, as JSON. */
  private static Bytes values(Bytes raw) throws IOException {
    int n = HashAlgorithm.SHA256.length();
    if (raw.length() != REGISTERS * n) {
      throw new IOException("tpm2_quote wrote " + raw.length() + " bytes of PCR values");
    }
    ObjectNode json = Json.object();
    ObjectNode bank = json.putObject("sha256");
    for (int i = 0; i < REGISTERS; i++) {
      bank.put(Integer.toString(i), raw.slice(i * n, (i + 1) * n).hex());
    }
    return Bytes.utf8(json.toString());
  }

  private void awaitSocket() throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(folder.resolve("tpm.sock"))) {
      if (!swtpm.isAlive() || System.nanoTime() > until) {
        throw new IOException("swtpm did not start: " + text(folder.resolve("swtpm.log")));
      }
      Thread.onSpinWait();
    }
  }

  /** There is no resource manager, and a TPM has three slots. */
  private void flush() throws IOException {
    run("tpm2_flushcontext", "-t");
  }

  private void run(String... command) throws IOException {
    Path output = folder.resolve("tool.log");
    List<String> line = new ArrayList<>(Stream.of(command).toList());
    ProcessBuilder b =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    b.environment().put("TPM2TOOLS_TCTI", "swtpm:path=" + folder.resolve("tpm.sock"));
    Process p = b.start();
    try {
      if (!p.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        p.destroyForcibly();
        throw new IOException(command[0] + " did not end");
      }
    } catch (InterruptedException e) {
      p.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(command[0] + " was interrupted", e);
    }
    if (p.exitValue() != 0) {
      throw new IOException(command[0] + " failed: " + text(output));
    }
  }

  private Bytes read(String name) throws IOException {
    return Bytes.of(Files.readAllBytes(folder.resolve(name)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
