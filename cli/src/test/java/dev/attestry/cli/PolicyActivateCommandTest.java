package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions go by comes into force in a log that no lab writes to. */
final class PolicyActivateCommandTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private static final String MAP =
      """
      v: attestry/flow-map/v1
      name: clinic
      version: 1
      policy: policy.yaml
      components:
        gcp/loader-vm: {cloud: gcp, evidence: tpm2-quote, selector: {url: "https://a.example/tpm2-quote"}}
      flows:
        intake: {components: [gcp/loader-vm]}
      """;

  private static final String POLICY =
      """
      v: attestry/policy/v1
      name: clinic
      version: 1
      """;

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() throws IOException {
    run = new CommandRun(folder).at(START);
    Files.writeString(folder.resolve("flows.yaml"), MAP);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    assertThat(run.run("init", "--origin", "clinic.example/flows", "--bucket", "log").exit())
        .isZero();
  }

  private CommandRun.Result activate() {
    return run.run("policy", "activate", "--flows", "flows.yaml");
  }

  @Test
  void mapAndPolicyAreInForceAndTheLogIsClean() {
    CommandRun.Result r = activate();
    assertThat(r.err()).isEmpty();
    assertThat(r.exit()).isZero();
    assertThat(r.out()).contains("in force: flow map clinic version 1, policy clinic version 1");
    assertThat(run.run("show").out()).contains("gcp/loader-vm");
    assertThat(run.run("audit").out()).contains("✔ clean");
  }

  @Test
  void theSameAgainWritesNothing() throws IOException {
    activate();
    long before = objects();
    assertThat(activate().exit()).isZero();
    assertThat(objects()).isEqualTo(before);
  }

  @Test
  void aChangeIsANewObjectAndNeedsAHigherVersion() throws IOException {
    activate();
    long before = objects();
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY + "flow: {freshness: {max_age_seconds: 60}}\n");
    assertThat(activate().exit()).isEqualTo(2);
    assertThat(objects()).isEqualTo(before);
    Files.writeString(
        folder.resolve("policy.yaml"),
        POLICY.replace("version: 1", "version: 2") + "flow: {freshness: {max_age_seconds: 60}}\n");
    assertThat(activate().exit()).isZero();
    assertThat(objects()).isGreaterThan(before);
    assertThat(run.run("audit").out()).contains("✔ clean");
  }

  @Test
  void aMapOfALabIsRefused() throws IOException {
    Files.writeString(folder.resolve("flows.yaml"), MAP + "lab: true\n");
    CommandRun.Result r = activate();
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains("the flow map is of a lab");
  }

  private long objects() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("log"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
