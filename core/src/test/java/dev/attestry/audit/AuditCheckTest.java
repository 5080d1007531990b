package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class AuditCheckTest {

  @Test
  void theDocumentListsEveryFindingWithItsLevelAndMeaning() throws IOException {
    Path project = Path.of(System.getProperty("attestry.project", ".."));
    String page = Files.readString(project.resolve("docs/formats/audit.md"));
    for (AuditCheck c : AuditCheck.values()) {
      assertThat(page)
          .contains(
              "| `%s` | %s | %s | %s |\n"
                  .formatted(
                      c.id(), c.level().name().toLowerCase(Locale.ROOT), c.clause(), c.meaning()));
    }
    assertThat(page.lines().filter(l -> l.startsWith("| `audit.")))
        .hasSize(AuditCheck.values().length);
  }

  @Test
  void idsAreUnique() {
    assertThat(Arrays.stream(AuditCheck.values()).map(AuditCheck::id)).doesNotHaveDuplicates();
  }
}
