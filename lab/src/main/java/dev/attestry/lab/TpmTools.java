package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code tpm2-tools} as processes that work in one folder and ask the TPM whose socket is there.
 */
record TpmTools(Path folder) {

  static final long PATIENCE_SECONDS = 30;

  private static final String LOG = "tool.log";
  private static final List<String> TOOLS =
      List.of("swtpm", "tpm2_createek", "tpm2_createak", "tpm2_quote", "tpm2_pcrextend");

  /** What is not on the path, of what this needs; empty where it can run. */
  static List<String> missing() {
    List<String> path =
        List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1));
    return TOOLS.stream()
        .filter(t -> path.stream().noneMatch(p -> Files.isExecutable(Path.of(p, t))))
        .toList();
  }

  /** How they reach the TPM. */
  String tcti() {
    return "swtpm:path=" + folder.resolve("tpm.sock");
  }

  /** There is no resource manager, and a TPM has three slots. */
  void flush() throws IOException {
    run("tpm2_flushcontext", "-t");
  }

  /** Runs one to its end. */
  void run(String... command) throws IOException {
    Path output = folder.resolve(LOG);
    ProcessBuilder b =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    b.environment().put("TPM2TOOLS_TCTI", tcti());
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
      throw new IOException(command[0] + " failed: " + text(LOG));
    }
  }

  /** A file that one wrote. */
  Bytes read(String name) throws IOException {
    return Bytes.of(Files.readAllBytes(folder.resolve(name)));
  }

  String text(String name) {
    try {
      return Files.readString(folder.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
