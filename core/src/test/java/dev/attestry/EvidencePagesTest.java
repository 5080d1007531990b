package dev.attestry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.Scheme;
import dev.attestry.scheme.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/evidence: a page a scheme, and every finding and test that a page names exists. */
final class EvidencePagesTest {

  private static final Path PROJECT = Path.of(System.getProperty("attestry.project", ".."));
  private static final Path FOLDER = PROJECT.resolve("docs/evidence");

  /** Where tests of evidence stand. */
  private static final List<String> MODULES =
      List.of(
          "core",
          "lab",
          "events",
          "aws-adapter/functions",
          "azure-adapter/functions",
          "gcp-adapter/functions");

  private static final Pattern FINDING = Pattern.compile("`([a-z0-9-]+)\\.([a-z0-9.-]+)`");
  private static final Pattern RECIPE = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z][A-Za-z0-9]*Test\\b");

  @Test
  void everySchemeHasItsPageAndEveryPageItsScheme() throws IOException {
    Set<String> names =
        Schemes.all().stream().map(Scheme::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> pages =
        pages().stream()
            .map(p -> String.valueOf(p.getFileName()).replace(".md", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(pages).isEqualTo(names);
  }

  /** What a security engineer needs of a format, each at its place and not only as a word. */
  @Test
  void everyPageSaysWhatItProvesWhatNotWhoStandsBehindItWhereTheNonceGoesAndWhatStopsEachAttack()
      throws IOException {
    for (Scheme s : Schemes.all()) {
      String page = Files.readString(FOLDER.resolve(s.name() + ".md"));
      assertThat(page)
          .as(s.name())
          .startsWith("# " + s.name() + "\n")
          .containsPattern("(?m)^\\*\\*It (proves|says)\\*\\*,? \\w+")
          .containsPattern("(?m)^\\*\\*It does not prove\\*\\* \\w+")
          .containsIgnoringCase("class " + s.evidenceClass().label())
          .containsPattern("(?m)^\\| stands behind it \\| \\w.+ \\|$")
          .containsPattern("(?m)^\\| nonce \\| .*recipe `[a-z0-9-]+` \\|$");
      assertThat(attacks(page)).as(s.name()).hasSizeGreaterThan(3);
    }
  }

  /** The rows under each heading that begins with the word; both cells say something. */
  private static List<String> attacks(String page) {
    List<String> rows = new ArrayList<>();
    boolean in = false;
    for (String line : page.lines().toList()) {
      in = line.startsWith("| attack") || in && line.startsWith("|");
      if (in && !line.startsWith("| attack") && !line.startsWith("| ---")) {
        assertThat(line).matches("\\| \\S.* \\| \\S.* \\|");
        rows.add(line);
      }
    }
    return rows;
  }

  @Test
  void everyPageNamesTheRecipeOfItsScheme() throws IOException {
    for (Scheme s : Schemes.all()) {
      String page = Files.readString(FOLDER.resolve(s.name() + ".md"));
      assertThat(page).as(s.name()).contains("recipe `" + s.recipe().label() + "`");
    }
  }

  @Test
  void thePageOfRecipesHoldsThemAllAndNoOther() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/formats/recipes.md"));
    Set<String> rows = new TreeSet<>();
    RECIPE.matcher(page).results().forEach(r -> rows.add(r.group(1)));
    Set<String> labels = new TreeSet<>();
    Schemes.all().forEach(s -> labels.add(s.recipe().label()));
    assertThat(rows).isEqualTo(labels);
  }

  @Test
  void everyFindingThatAPageNamesExists() throws IOException {
    Set<String> ids = new TreeSet<>();
    Schemes.all().forEach(s -> s.checks().stream().map(Check::id).forEach(ids::add));
    Set<String> families = ids.stream().map(i -> i.split("\\.", -1)[0]).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    for (Path p : pages()) {
      Matcher m = FINDING.matcher(Files.readString(p));
      while (m.find()) {
        String id = m.group(1) + "." + m.group(2);
        if (families.contains(m.group(1)) && !ids.contains(id)) {
          unknown.add(p.getFileName() + ": " + id);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyTestThatAPageNamesExists() throws IOException {
    Set<String> tests = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
        files.forEach(f -> tests.add(String.valueOf(f.getFileName()).replace(".java", "")));
      }
    }
    Set<String> named = new TreeSet<>();
    for (Path p : pages()) {
      TEST.matcher(Files.readString(p)).results().forEach(r -> named.add(r.group()));
    }
    assertThat(named).isNotEmpty().isSubsetOf(tests);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }
}
