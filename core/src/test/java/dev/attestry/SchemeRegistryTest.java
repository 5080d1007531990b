package dev.attestry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.scheme.Schemes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What adding an evidence format must not forget; CONTRIBUTING.md has the whole table. */
final class SchemeRegistryTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.attestry");

  @Test
  void everySchemeThatIsWrittenIsRegistered() {
    Set<String> written =
        CORE.stream()
            .filter(c -> c.isAssignableTo(Scheme.class) && !c.isInterface())
            .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> registered =
        Schemes.all().stream()
            .map(s -> s.getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(registered).isEqualTo(written);
  }

  @Test
  void noTwoSchemesShareANameOrAMediaType() {
    assertThat(Schemes.all()).extracting(Scheme::name).doesNotHaveDuplicates();
    assertThat(Schemes.all()).extracting(Scheme::mediaType).doesNotHaveDuplicates();
  }

  @Test
  void everyRecipeIsNamedVersionedAndOfOneFormat() {
    // A name that two formats shared could not be succeeded by one of them alone.
    List<String> labels =
        Schemes.all().stream()
            .map(Scheme::recipe)
            .filter(r -> !r.equals(Recipe.UNANSWERED))
            .map(Recipe::label)
            .toList();
    assertThat(labels).doesNotHaveDuplicates().allMatch(l -> l.matches("[a-z0-9-]+-v[1-9]"));
    for (Scheme s : Schemes.all()) {
      assertThat(Schemes.recipe(s.recipe().label())).contains(s.recipe());
    }
    assertThat(Schemes.recipe("nitro-nonce-v2")).isEmpty();
  }

  /** A format that is forgotten here would be believed of a guest, which could make it up. */
  @Test
  void whatNobodySignsIsNotTakenFromAGuestUntilItsSchemeSaysThatItIsSigned() {
    assertThat(Schemes.all())
        .filteredOn(Scheme::providersWord)
        .extracting(Scheme::name)
        .containsExactlyInAnyOrder(
            "posture", "shielded-vm-identity", "shielded-vm-log", "gce-shielded-vm");
    assertThat(Schemes.all())
        .filteredOn(s -> s.evidenceClass() == EvidenceClass.A1 && !s.providersWord())
        .extracting(Scheme::name)
        .containsExactlyInAnyOrder("certs", "gce-endorsement");
  }

  @Test
  void aCheckIdMeansOneThingOnly() {
    Map<String, Check> byId = new HashMap<>();
    for (Scheme s : Schemes.all()) {
      for (Check c : s.checks()) {
        assertThat(c.id()).matches("[a-z0-9-]+(\\.[a-z0-9-]+)+");
        assertThat(c.clause()).as(c.id()).isNotBlank();
        assertThat(byId.merge(c.id(), c, (a, b) -> a)).as(c.id()).isSameAs(c);
      }
    }
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(p -> assertThat(nullMarked(p)).as(p.getName()).isTrue());
  }

  private static boolean nullMarked(JavaPackage p) {
    return p.isAnnotatedWith(NullMarked.class);
  }
}
