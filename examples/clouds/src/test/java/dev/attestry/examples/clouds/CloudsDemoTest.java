package dev.attestry.examples.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demonstration, as people run it. */
final class CloudsDemoTest {

  private static final String PROJECT = System.getProperty("attestry.project", "../..");

  /** MiniStack and Azurite or the emulator, each with the shell that holds it. */
  private static final int SOME = 4;

  @BeforeEach
  void allIsThere() {
    List<String> missing = new Packages(Path.of(PROJECT).toAbsolutePath()).missing();
    missing.forEach(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), () -> missing.get(0));
  }

  @Test
  void threeCloudsWriteOneCleanLogThoughAFunctionIsKilled() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter story = new StringWriter();
    int exit = new CloudsDemo().run(new PrintWriter(out), new PrintWriter(story), "--json");
    ObjectNode json = Json.readObject("answer", Bytes.utf8(out.toString().strip()));
    assertThat(exit).as(story.toString()).isZero();
    assertThat(json.path("killed").asText()).isEqualTo("gcp/loader-vm");
    assertThat(json.path("events").findValuesAsText("component"))
        .containsExactlyInAnyOrder("aws/intake-host", "azure/claims-cvm", "gcp/analysis-td");
    assertThat(json.path("results").asInt()).isEqualTo(11);
    assertThat(json.path("audit").path("conclusion").asText()).isEqualTo("clean");
    assertThat(json.path("flows").findValuesAsText("flow")).contains("claims-lake");
  }

  /** As Ctrl-C does it, while everything is being started. */
  @Test
  void anInterruptLeavesNoProcessBehind() throws Exception {
    Process demo =
        new ProcessBuilder(
                "sh",
                "-c",
                // Whoever runs the tests in the background may have it ignored, for children too.
                "env --default-signal=INT true 2> /dev/null && set -- env --default-signal=INT"
                    + " \"$@\"; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dattestry.project=" + PROJECT,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.attestry.cli.Main",
                "demo",
                "clouds")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).contains("Three clouds");
      while (demo.descendants().count() < SOME) {
        assertThat(demo.isAlive()).isTrue();
        Thread.sleep(100);
      }
      List<ProcessHandle> all = demo.descendants().toList();
      new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
      assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isEqualTo(130);
      // Whoever inherits them needs a moment to notice that they are dead.
      for (int i = 0; i < 20 && all.stream().anyMatch(ProcessHandle::isAlive); i++) {
        Thread.sleep(100);
      }
      assertThat(all).noneMatch(ProcessHandle::isAlive);
    } finally {
      demo.destroyForcibly();
    }
  }
}
