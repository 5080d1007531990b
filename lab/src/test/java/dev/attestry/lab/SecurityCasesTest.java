package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.scheme.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security-cases.md promises a test for each attack of the plan: none of them may go. */
final class SecurityCasesTest {

  private static final Path PROJECT = Path.of(System.getProperty("attestry.project", ".."));
  private static final Pattern ROW = Pattern.compile("\\| (N\\d\\d) \\|.*\\| (.*) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

  private static final Map<String, List<String>> PARTS =
      Map.of(
          "azure-cvm", List.of("azure-hcl", "maa-jwt"),
          "gce-shielded-vm", List.of("shielded-vm-identity", "tpm2-quote"),
          "gce-tdx", List.of("tdx", "gce-endorsement"),
          "gce-sev-snp", List.of("sev-snp", "gce-endorsement"));

  @Test
  void everyCaseHasATestOrAReason() throws IOException {
    List<String> seen = new ArrayList<>();
    for (Matcher row : rows()) {
      seen.add(row.group(1));
      String answer = row.group(2);
      assertThat(TEST.matcher(answer).find() || answer.startsWith("not applicable because "))
          .as(row.group())
          .isTrue();
    }
    assertThat(seen)
        .isEqualTo(IntStream.rangeClosed(1, 84).mapToObj(n -> String.format("N%02d", n)).toList());
  }

  /**
   * From N62 on a case stands for each scheme, or for all others at once, and is never forgotten.
   */
  @Test
  void everySchemeHasATestOrAReasonInEveryCaseThatIsPerScheme() throws IOException {
    Set<String> schemes = new HashSet<>(Set.of("others"));
    Schemes.all().forEach(s -> schemes.add(s.name()));
    for (Matcher row : rows()) {
      if (row.group(1).compareTo("N62") < 0) {
        continue;
      }
      List<String> named = new ArrayList<>();
      for (String cell : row.group(2).split("; ", -1)) {
        named.add(cell.substring(0, cell.indexOf(": ")));
        String answer = cell.substring(cell.indexOf(": ") + 2);
        assertThat(TEST.matcher(answer).find() || answer.startsWith("not applicable because "))
            .as(cell)
            .isTrue();
      }
      assertThat(named).as(row.group(1)).isSubsetOf(schemes).doesNotHaveDuplicates();
      assertThat(named).as(row.group(1) + " says nothing of the rest").contains("others");
    }
  }

  /** What is made of parts is attacked as a whole: its parts are fine each by itself. */
  @Test
  void aCompositeStandsInEveryRowThatAPartOfItStandsIn() throws IOException {
    for (Matcher row : rows()) {
      if (row.group(1).compareTo("N62") < 0) {
        continue;
      }
      List<String> named =
          Stream.of(row.group(2).split("; ", -1))
              .map(c -> c.substring(0, c.indexOf(": ")))
              .toList();
      PARTS.forEach(
          (composite, parts) -> {
            if (parts.stream().anyMatch(named::contains)) {
              assertThat(named).as(row.group(1)).contains(composite);
            }
          });
    }
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Matcher row : rows()) {
      Matcher test = TEST.matcher(row.group(2));
      while (test.find()) {
        if (!source(test.group(1)).contains("void " + test.group(2) + "(")) {
          missing.add(test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Matcher> rows() throws IOException {
    return Files.readAllLines(PROJECT.resolve("docs/security-cases.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .toList();
  }

  /** The test's source: the classes of other modules' tests are not on the class path. */
  private static String source(String name) throws IOException {
    for (String module : List.of("core", "lab", "events")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module + "/src/test/java"))) {
        for (Path f : files.filter(f -> f.endsWith(name + ".java")).toList()) {
          return Files.readString(f);
        }
      }
    }
    return "";
  }
}
