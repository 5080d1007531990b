package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The fuzz targets of the TPM parsers start from what the lab makes. With {@code
 * -Dattestry.corpus.write=true} the files are written anew.
 */
final class TpmCorpusTest {

  private static final Path RESOURCES =
      Path.of(System.getProperty("attestry.project", ".."))
          .resolve("core/src/test/resources/dev/attestry/scheme");

  @Test
  void theCorpusIsWhatTheLabMakes() throws IOException {
    for (Map.Entry<String, Bytes> e : corpus().entrySet()) {
      Path file = RESOURCES.resolve(e.getKey());
      if (Boolean.getBoolean("attestry.corpus.write")) {
        Files.createDirectories(RESOURCES.resolve(e.getKey()).resolveSibling("."));
        Files.write(file, e.getValue().toArray());
      }
      assertThat(Bytes.of(Files.readAllBytes(file))).as(e.getKey()).isEqualTo(e.getValue());
    }
  }

  private static Map<String, Bytes> corpus() {
    SoftTpm tpm = TpmLab.booted();
    Evidence e = tpm.evidence(TpmLab.NONCE);
    Map<String, Bytes> out = new LinkedHashMap<>();
    put(out, "tcg/Attest", "quote", e.part("attest").orElseThrow());
    put(out, "tcg/PcrValues", "sha256", e.part("pcrs").orElseThrow());
    put(out, "eventlog/EventLogParser", "linux", e.part("eventlog").orElseThrow());
    put(out, "ima/ImaLog", "binary", tpm.ima().binary());
    put(out, "ima/ImaLog", "ascii", tpm.ima().ascii());
    put(out, "tpm/TpmPublic", "p256", e.part("ak_tpm_public").orElseThrow());
    put(out, "tpm/QuoteSignature", "p256", e.part("signature").orElseThrow());
    return out;
  }

  private static void put(Map<String, Bytes> out, String target, String name, Bytes bytes) {
    out.put(target + "FuzzTestInputs/readsOrRefuses/" + name, bytes);
  }
}
