package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Every module and example goes through Terraform's own core against the providers' published
 * schemas, and its own tests through {@code terraform test}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ModulesTest {

  private static final Pattern PROVIDER = Pattern.compile("(?m)^    ([a-z]+) = \\{$");
  private static final Pattern PLANS = Pattern.compile("(?m)^  command +?= plan$");
  private static final Pattern NAMED =
      Pattern.compile("(?ms)^variable \"(?:origin|logs)\" \\{\\n.*?^\\}$");

  private static final Pattern RESOURCE =
      Pattern.compile("(?ms)^resource \"([a-z0-9_]+)\" \"[^\"]+\" \\{\\n.*?^\\}$");
  private static final String KEYS =
      "aws_kms_key|azurerm_key_vault(_key)?|google_kms_crypto_key(_version)?";
  private static final String LOGS =
      "aws_s3_bucket|google_storage_bucket"
          + "|azurerm_storage_(account|container|container_immutability_policy)";

  private static Terraform terraform;

  static List<String> folders() throws IOException {
    return Terraform.folders();
  }

  @BeforeAll
  static void copy() throws TestAbortedException {
    terraform =
        Terraform.copyTo("modules-" + ProcessHandle.current().pid(), Providers.standInsOrReal());
  }

  @Test
  void everyFileIsFormatted() {
    terraform.succeed(".", "fmt", "-check", "-diff", "-recursive", "-no-color");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void itsOwnTestsPassAgainstThePublishedSchemas(String folder) {
    terraform.succeed(folder, "init", "-input=false", "-no-color");
    terraform.succeed(folder, "validate", "-no-color");
    String said = terraform.succeed(folder, "test", "-no-color");
    // Without a file of tests terraform test succeeds, too.
    assertThat(said).containsPattern("Success! [1-9][0-9]* passed, 0 failed");
  }

  /** Each module says what it is, what it takes and by what it is tested, in the same files. */
  @ParameterizedTest
  @MethodSource("folders")
  void itHasTheFilesThatAReaderLooksFor(String folder) throws IOException {
    Path at = Terraform.SOURCES.resolve(folder);
    assertThat(List.of("versions.tf", "variables.tf", "outputs.tf", "README.md"))
        .allSatisfy(f -> assertThat(at.resolve(f)).isNotEmptyFile());
    try (Stream<Path> tests = Files.list(at.resolve("tests"))) {
      assertThat(tests).anyMatch(f -> f.toString().endsWith(".tftest.hcl"));
    }
  }

  /** Written anew by {@code -Dattestry.tables.write=true}. */
  @ParameterizedTest
  @MethodSource("folders")
  void itsPageHasTheTablesOfItsInputsAndOutputs(String folder) throws IOException {
    Path at = Terraform.SOURCES.resolve(folder);
    Path page = at.resolve("README.md");
    String is = Files.readString(page);
    String should = Tables.inserted(is, Tables.of(at));
    if (Boolean.getBoolean("attestry.tables.write")) {
      Files.writeString(page, should);
    } else {
      assertThat(is).isEqualTo(should);
    }
  }

  /** So that they may run with the providers themselves: nothing is asked of a cloud. */
  @ParameterizedTest
  @MethodSource("folders")
  void itsOwnTestsPlanOnlyAndMockEveryProvider(String folder) throws IOException {
    Path at = Terraform.SOURCES.resolve(folder);
    List<String> providers =
        PROVIDER
            .matcher(Files.readString(at.resolve("versions.tf")))
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(providers).isNotEmpty();
    try (Stream<Path> tests = Files.list(at.resolve("tests"))) {
      for (Path t : tests.filter(f -> f.toString().endsWith(".tftest.hcl")).toList()) {
        String text = Files.readString(t);
        for (String p : providers) {
          assertThat(text).as(p).contains("mock_provider \"" + p + "\" {");
        }
        List<String> runs = List.of(text.split("(?m)^run ")).stream().skip(1).toList();
        assertThat(runs).isNotEmpty().allMatch(r -> PLANS.matcher(r).find());
      }
    }
  }

  /**
   * Whoever is told a genesis refuses a second log of a name that there is, in the same words. So
   * the tests of the modules show it for all.
   */
  @Test
  void anOriginThatExistsAlreadyIsRefusedWhereverALogIsNamed() throws IOException {
    Set<String> refusals = new HashSet<>();
    List<String> named = new ArrayList<>();
    for (String folder : Terraform.folders()) {
      String variables =
          Files.readString(Terraform.SOURCES.resolve(folder).resolve("variables.tf"));
      if (variables.contains("variable \"genesis\"")) {
        named.add(folder);
        List<String> blocks = NAMED.matcher(variables).results().map(MatchResult::group).toList();
        assertThat(blocks).as(folder).hasSize(2);
        refusals.add(String.join("\n", blocks));
      }
    }
    assertThat(named)
        .containsExactly(
            "examples/single-cloud",
            "examples/three-clouds",
            "modules/aws",
            "modules/azure",
            "modules/gcp");
    assertThat(refusals)
        .hasSize(1)
        .allMatch(r -> r.contains("by logs there is a log of this name and year already"));
  }

  /** A slip in a variable would replace the log or a key: such a plan stops. */
  @Test
  void noPlanTakesAwayALogItsRecordsOrAKey() throws IOException {
    Set<String> kept = new HashSet<>();
    for (String folder : Terraform.folders()) {
      try (Stream<Path> all = Files.list(Terraform.SOURCES.resolve(folder))) {
        for (Path p : all.filter(f -> f.toString().endsWith(".tf")).toList()) {
          for (MatchResult r : RESOURCE.matcher(Files.readString(p)).results().toList()) {
            String type = r.group(1);
            if (type.matches(KEYS) || folder.startsWith("modules/bucket-") && type.matches(LOGS)) {
              kept.add(type);
              assertThat(r.group()).as(folder).contains("prevent_destroy = true");
            }
          }
        }
      }
    }
    assertThat(kept).hasSize(10);
  }

  /** Nothing empties a bucket, a queue or a key on its way out. */
  @Test
  void nothingIsDestroyedByForce() throws IOException {
    try (Stream<Path> all = Files.walk(Terraform.SOURCES)) {
      for (Path p : all.filter(f -> f.toString().endsWith(".tf")).toList()) {
        assertThat(Files.readString(p))
            .doesNotContainPattern("force_destroy\\s*=\\s*+(?!false\\b)");
      }
    }
  }
}
