package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: exit codes, and what stands on which stream. */
final class ProcessTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("attestry.vectors", "../../shared/vectors")).toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeEach
  void begin() {
    KeptLab.give(folder);
  }

  @Test
  void sweepAndAuditExitAsTheirHelpSays() throws Exception {
    expect(0, "sweep", "--json");
    expect(1, "sweep", "--json", "--fault", "tampered");
    expect(3, "sweep", "--json", "--fault", "dead");
    expect(2, "sweep", "--json", "--no-such-option");
    expect(0, "audit", "--json");
    expect(2, "audit", "--json", "--bucket", "nowhere");

    Path copy = folder.resolve("copy");
    copy(folder.resolve(".attestry/bucket"), copy);
    Files.move(folder.resolve(".attestry"), folder.resolve("gone"));
    expect(3, "audit", "--json", "--bucket", "copy");
    Path commit;
    try (Stream<Path> files = Files.walk(copy)) {
      commit = files.filter(f -> f.endsWith("commit/001")).findAny().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(commit);
    bytes[bytes.length / 2] ^= 1;
    Files.write(commit, bytes);
    expect(1, "audit", "--json", "--bucket", "copy");
  }

  @Test
  void policyExitsAsItsHelpSays() throws Exception {
    String policy = CommandRun.PROJECT.resolve("examples/three-clouds/policy.yaml").toString();
    Path other = folder.resolve("other.yaml");
    Files.writeString(
        other, Files.readString(Path.of(policy)).replaceFirst("version: \\d+", "version: 99"));
    expect(0, "policy", "lint", "--json", policy);
    expect(0, "policy", "diff", "--json", policy, policy);
    expect(1, "policy", "diff", "--json", policy, other.toString());
    Files.writeString(other, "a: [");
    expect(2, "policy", "lint", "--json", other.toString());
  }

  @Test
  void verifyExitsAsItsHelpSays() throws Exception {
    Path snp = VECTORS.resolve("sev-snp");
    assumeTrue(Files.isDirectory(snp), "no vectors at " + snp + ", set -Dvectors.dir=…");
    Path good = first(snp, "valid");
    String report =
        good.resolveSibling(JSON.readTree(good.toFile()).at("/files/report").asText()).toString();
    expect(0, "verify", "--json", good.toString());
    expect(1, "verify", "--json", first(snp, "invalid").toString(), good.toString());
    expect(2, "verify", "--json", "no-such-case.json");
    expect(3, "verify", "--json", "--format", "sev-snp", report);
  }

  private void expect(int exit, String... args) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process p =
        TestJvm.of(Main.class, args)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int status = p.waitFor();
    String said = List.of(args) + "\n" + Files.readString(out) + Files.readString(err);
    assertThat(status).as(said).isEqualTo(exit);
    for (String line : Files.readAllLines(out)) {
      assertThat(JSON.readTree(line).isObject()).as(said).isTrue();
    }
    assertThat(Files.readString(err)).doesNotContain("\tat ", "Exception", "internal error");
    if (exit == 2 && !args[0].equals("verify")) {
      assertThat(Files.readAllLines(err)).hasSize(2);
      assertThat(Files.readAllLines(out)).isEmpty();
    }
  }

  private static Path first(Path vectors, String expected) throws IOException {
    try (Stream<Path> files = Files.walk(vectors)) {
      for (Path f : files.filter(x -> x.endsWith("vector.json")).sorted().toList()) {
        if (JSON.readTree(f.toFile()).path("expect").asText().equals(expected)) {
          return f;
        }
      }
    }
    throw new IllegalStateException("no " + expected + " case below " + vectors);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path f : files.toList()) {
        Files.copy(f, to.resolve(from.relativize(f).toString()));
      }
    }
  }
}
