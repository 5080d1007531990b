package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.TrustAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real software TPM: {@code swtpm} as a process of its own, asked through {@code tpm2-tools}. Its
 * state, socket and key live in one folder. It has no certificate: its key is pinned when it is
 * made.
 */
public final class LiveTpm implements AutoCloseable {

  private static final int REGISTERS = 24;

  private final Path folder;
  private final Process swtpm;
  private final TpmTools tools;

  private LiveTpm(Path folder, Process swtpm) {
    this.folder = folder;
    this.swtpm = swtpm;
    this.tools = new TpmTools(folder);
  }

  /**
   * Starts one in a folder of its own among the temporary ones: its socket's path must be short.
   *
   * @throws IllegalArgumentException if what it needs is not installed
   */
  static LiveTpm start() throws IOException {
    List<String> missing = TpmTools.missing();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "a live TPM needs swtpm and tpm2-tools; not found: " + String.join(", ", missing));
    }
    return start(Files.createTempDirectory("attestry-tpm"));
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
      tpm.tools.run("tpm2_createek", "-c", "ek.ctx", "-G", "ecc", "-u", "ek.pub");
      tpm.tools.flush();
      tpm.tools.run(
          "tpm2_createak -C ek.ctx -c ak.ctx -G ecc -g sha256 -s ecdsa -u ak.tss -f tss -n ak.name"
              .split(" ", -1));
      tpm.tools.flush();
      return tpm;
    } catch (IOException | RuntimeException e) {
      tpm.close();
      throw e;
    }
  }

  /** Extends a register of the SHA-256 bank. */
  public void extend(int pcr, Bytes data) throws IOException {
    tools.run("tpm2_pcrextend", pcr + ":sha256=" + HashAlgorithm.SHA256.digest(data).hex());
  }

  /** Extends a register of the SHA-256 bank by a digest. */
  void extendBy(int pcr, Bytes digest) throws IOException {
    tools.run("tpm2_pcrextend", pcr + ":sha256=" + digest.hex());
  }

  /** Makes the attestation key persistent, as it is where a guest answers; its handle. */
  String persistKey() throws IOException {
    String handle = "0x81010002";
    tools.run("tpm2_evictcontrol", "-C", "o", "-c", "ak.ctx", handle);
    tools.flush();
    return handle;
  }

  /** How {@code tpm2-tools} reach it. */
  String tcti() {
    return tools.tcti();
  }

  /** Answers a challenge with a quote over the whole SHA-256 bank. */
  public Evidence evidence(Bytes nonce) throws IOException {
    tools.run(
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
            "attest", tools.read("quote.msg"),
            "signature", tools.read("quote.sig"),
            "ak_tpm_public", tools.read("ak.tss"),
            "pcrs", values(tools.read("quote.pcrs"))));
  }

  /** The anchor that pins this TPM's attestation key. */
  public TrustAnchor anchor() throws IOException {
    return new TrustAnchor.Material(
        "tpm-ak", "ak_tpm_public", tools.read("ak.tss"), "made by a software TPM of the lab");
  }

  @Override
  public void close() {
    swtpm.destroy();
    try {
      if (!swtpm.waitFor(TpmTools.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TpmTools.PATIENCE_SECONDS);
    while (!Files.exists(folder.resolve("tpm.sock"))) {
      if (!swtpm.isAlive() || System.nanoTime() > until) {
        throw new IOException("swtpm did not start: " + tools.text("swtpm.log"));
      }
      Thread.onSpinWait();
    }
  }
}
