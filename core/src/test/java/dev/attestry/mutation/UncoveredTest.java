package dev.attestry.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Scheme;
import dev.attestry.scheme.Schemes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of bytes that nothing covers: who reads of evidence finds it there. */
final class UncoveredTest {

  private static final Path PAGES =
      Path.of(System.getProperty("attestry.project", ".."), "docs", "evidence");

  @Test
  void thePageOfEachFormatSaysWhichBytesNothingCovers() throws Exception {
    for (Scheme s : Schemes.all()) {
      List<String> lines =
          Files.readAllLines(PAGES.resolve(s.name() + ".md")).stream()
              .filter(l -> l.startsWith("Bytes that nothing covers: "))
              .toList();
      assertThat(lines).as(s.name()).hasSize(1);
      boolean none = roles(s).stream().allMatch(r -> Uncovered.share(s.name(), r) == 0);
      assertThat(lines.get(0).startsWith("Bytes that nothing covers: none"))
          .as(s.name() + ": " + lines.get(0))
          .isEqualTo(none);
    }
  }

  @Test
  void everyRuleIsAboutAPartThatThereIsAndSaysWhy() {
    Set<String> schemes = new HashSet<>();
    Set<String> roles = new HashSet<>();
    for (Scheme s : Schemes.all()) {
      schemes.add(s.name());
      roles.addAll(roles(s));
    }
    for (Uncovered rule : Uncovered.RULES) {
      assertThat(schemes).containsAll(rule.schemes());
      assertThat(roles).containsAll(rule.roles());
      assertThat(rule.share()).isBetween(0.0, 1.0);
      assertThat(rule.reason()).isNotEmpty();
    }
  }

  private static List<String> roles(Scheme s) {
    List<String> roles = new ArrayList<>(s.evidenceRoles());
    roles.addAll(s.collateralRoles());
    return roles;
  }
}
