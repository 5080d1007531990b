package dev.attestry.azure.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.standin.FakeAzureMachines;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.lab.standin.Printed;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The requests about machines are built from text, which no look at the code tells: what fakes of
 * Resource Manager were asked is what is declared.
 */
final class MachineActionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void whatMachinesAreAskedIsDeclaredAndNothingElseIs() throws Exception {
    Set<String> needed = new TreeSet<>(ofCommands());
    needed.addAll(ofSelectors());
    assertThat(declared()).isEqualTo(needed);
  }

  /** A machine that is full, so that all is done there that ever is. */
  private static Set<String> ofCommands() throws Exception {
    try (FakeRunCommand azure = RunCommandLab.with(s -> new Printed(3, ""))) {
      Instant before = Instant.now().minus(Duration.ofHours(1));
      for (int i = 0; i < 25; i++) {
        azure.leave(RunCommandLab.MACHINE, RunCommands.name(before, new Random(i)));
      }
      RunCommandLab.route(azure, PATIENCE)
          .collect(
              RunCommandLab.target(RunCommandLab.MACHINE, "azure-hcl"), RunCommandLab.challenge(1));
      assertThat(azure.left()).isEmpty();
      return azure.actions();
    }
  }

  private static Set<String> ofSelectors() throws Exception {
    try (FakeAzureMachines azure = FakeAzureMachines.start()) {
      azure.add(RunCommandLab.MACHINE, "running", Map.of("role", "scoring"));
      String management = azure.endpoint().toString();
      AzureInstances all =
          new AzureInstances(
              RunCommandLab.clients(azure.clientTls()).management(management),
              management,
              Optional.of(RunCommandLab.MACHINE.split("/", -1)[2]),
              PATIENCE);
      assertThat(all.running("tag", "role=scoring")).hasSize(1);
      assertThat(all.running("group", "lab")).hasSize(1);
      return azure.actions();
    }
  }

  private static Set<String> declared() throws Exception {
    Set<String> all = new TreeSet<>();
    try (InputStream in =
        MachineActionsTest.class.getResourceAsStream(
            "/dev/attestry/azure/functions/permissions.json")) {
      for (JsonNode s :
          Json.readObject("permissions", Bytes.of(in.readAllBytes())).path("statements")) {
        s.path("actions").forEach(a -> all.add(a.textValue()));
      }
    }
    all.removeIf(a -> !a.startsWith("Microsoft.Compute/"));
    return all;
  }
}
