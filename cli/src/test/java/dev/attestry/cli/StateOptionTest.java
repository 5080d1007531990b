package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.GceEndorser;
import dev.attestry.lab.LabPki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --state}: a name with a dot states one word of several that belong together. */
final class StateOptionTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final GceEndorser GOOGLE = GceEndorser.of(LabPki.named("stated"), NOW);

  @TempDir private Path folder;

  /** The measurement of a launch with more processors than the machine was to have. */
  @Test
  void anEndorsementIsAskedForTheMeasurementOfOneNumberOfProcessors() throws IOException {
    String two = "expected.measurement=" + GceEndorser.snp("firmware", 2).hex();
    assertThat(measurement("expected.technology=sev-snp", two)).isEqualTo("passed");
    assertThat(measurement("expected.technology=sev-snp", two, "expected.vcpus=2"))
        .isEqualTo("passed");
    assertThat(measurement("expected.technology=sev-snp", two, "expected.vcpus=1"))
        .isEqualTo("failed");
    assertThat(measurement("expected.technology=tdx", two)).isEqualTo("failed");
  }

  /** What cannot be a number of processors is not taken for none stated. */
  @Test
  void aWordThatIsNoNumberFitsNoMeasurement() throws IOException {
    String two = "expected.measurement=" + GceEndorser.snp("firmware", 2).hex();
    assertThat(measurement("expected.technology=sev-snp", two, "expected.vcpus=two"))
        .isEqualTo("failed");
    assertThat(measurement()).isEqualTo("skipped");
  }

  private String measurement(String... stated) throws IOException {
    Bytes endorsement = GOOGLE.evidence("firmware").part("endorsement").orElseThrow();
    Files.write(folder.resolve("e"), endorsement.toArray());
    List<String> command = new ArrayList<>(List.of("verify", "--json"));
    command.addAll(List.of("--format", "gce-endorsement", "e"));
    for (String s : stated) {
      command.addAll(List.of("--state", s));
    }
    CommandRun.Result r = new CommandRun(folder).run(command.toArray(String[]::new));
    for (JsonNode f : new ObjectMapper().readTree(r.lines().get(0)).path("findings")) {
      if (f.path("check").asText().equals("gce-endorsement.measurement")) {
        return f.path("outcome").asText();
      }
    }
    throw new AssertionError(r.toString());
  }
}
