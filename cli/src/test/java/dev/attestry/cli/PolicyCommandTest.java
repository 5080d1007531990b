package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandTest {

  private static final Path EXAMPLE = CommandRun.PROJECT.resolve("examples/three-clouds");
  private static final Path VECTORS =
      Path.of(System.getProperty("attestry.vectors", "../../shared/vectors"));

  @TempDir private Path folder;
  private CommandRun run = new CommandRun(Path.of(""));

  @BeforeEach
  void begin() {
    run = new CommandRun(folder);
  }

  @Test
  void theShippedPoliciesHaveNoErrors() {
    for (String name : new String[] {"three-clouds", "live-tpm"}) {
      Path example = EXAMPLE.resolveSibling(name);
      CommandRun.Result r =
          run.run(
              "policy",
              "lint",
              example.resolve("policy.yaml").toString(),
              "--flows",
              example.resolve("flows.yaml").toString());
      assertThat(r.exit()).as(r.out() + r.err()).isZero();
      assertThat(r.out()).contains("ni:///sha-384;");
    }
  }

  @Test
  void lintExitsWithOneWhereNothingCanEverPassAndNamesTheLine() throws IOException {
    Files.writeString(
        folder.resolve("p.yaml"),
        """
        v: attestry/policy/v1
        name: p
        version: 1
        flow:
          evidence:
            nitro: {debug: false}
        """);
    CommandRun.Result r = run.run("policy", "lint", "p.yaml");
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out()).contains("p.yaml:6: error");
  }

  @Test
  void explainsWhatHoldsForAComponent() {
    CommandRun.Result r =
        run.run(
            "policy",
            "explain",
            EXAMPLE.resolve("policy.yaml").toString(),
            "--component",
            "acme/transform-vm");
    assertThat(r.exit()).isZero();
    assertThat(r.out()).contains("transform 11", "never better than a warning");
  }

  @Test
  void diffSaysWhatLoosensAndExitsWithOne() throws IOException {
    String policy = EXAMPLE.resolve("policy.yaml").toString();
    assertThat(run.run("policy", "diff", policy, policy).exit()).isZero();
    Files.writeString(
        folder.resolve("looser.yaml"),
        Files.readString(Path.of(policy)).replace("tcb.reported.snp: 20", "tcb.reported.snp: 1"));
    CommandRun.Result r = run.run("policy", "diff", policy, "looser.yaml");
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out()).contains("loosens");
  }

  @Test
  void whatIsLearnedFromEvidenceAllowsItAndIsMarkedUnreviewed() throws IOException {
    Path vector = VECTORS.resolve("nitro/anjuna-prod-2021-03/vector.json");
    assumeTrue(Files.exists(vector), "no vectors at " + VECTORS + ", set -Dvectors.dir=…");
    CommandRun.Result learned = run.run("policy", "learn", vector.toString());
    assertThat(learned.exit()).as(learned.err()).isZero();
    assertThat(learned.out()).contains("reviewed: false");
    Files.writeString(folder.resolve("learned.yaml"), learned.out());
    CommandRun.Result allowed = run.run("verify", "--policy", "learned.yaml", vector.toString());
    assertThat(allowed.out()).contains("allow");
    assertThat(allowed.exit()).isZero();

    String other = learned.out().replaceFirst("(value: \"[0-9a-f]{94})[0-9a-f]{2}", "$1zz");
    assertThat(other).isNotEqualTo(learned.out());
    Files.writeString(folder.resolve("other.yaml"), other.replace("zz", "a5"));
    CommandRun.Result denied = run.run("verify", "--policy", "other.yaml", vector.toString());
    assertThat(denied.out()).contains("✔ verified", "deny");
    assertThat(denied.exit()).isEqualTo(1);
  }

  /** A trust domain of Azure's whose attributes are all zero: a person must accept that. */
  @Test
  void whatTheEvidenceIsRefusedForIsSaidAndNotNamed() {
    Path vector = VECTORS.resolve("azure-hcl/tdx-intel-trustauthority/vector.json");
    assumeTrue(Files.exists(vector), "no vectors at " + VECTORS + ", set -Dvectors.dir=…");
    CommandRun.Result learned = run.run("policy", "learn", vector.toString());
    assertThat(learned.exit()).as(learned.err()).isZero();
    assertThat(learned.out())
        .containsPattern("# Some of the evidence is refused .*azure-hcl/dubious.sept_ve_enabled")
        .doesNotContain("sept_ve_enabled:", "sept_ve_enabled\":");
  }

  @Test
  void nothingIsLearnedFromEvidenceThatIsNotGenuine() throws IOException {
    Path vector = VECTORS.resolve("nitro/neg-veracruz-bad-signature/vector.json");
    assumeTrue(Files.exists(vector), "no vectors at " + VECTORS + ", set -Dvectors.dir=…");
    CommandRun.Result r = run.run("policy", "learn", vector.toString());
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err()).contains("refuted");
    assertThat(r.out()).isEmpty();
  }
}
