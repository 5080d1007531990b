package dev.attestry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages of core form a line: each uses only those before it. */
final class PackageOrderTest {

  private static final List<String> ORDER =
      List.of(
          "codec",
          "crypto",
          "trust",
          "evidence",
          "scheme",
          "cases",
          "result",
          "appraisal",
          "flow",
          "bucket",
          "chain",
          "sweep",
          "audit");

  /** Other modules may stand on the class path beside it. */
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ORDER.stream().map(p -> "dev.attestry." + p).toList());

  @Test
  void eachPackageUsesOnlyThoseAboveIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] later =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(p -> "dev.attestry." + p + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("dev.attestry." + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .allowEmptyShould(true)
            .check(CORE);
      }
    }
  }

  @Test
  void noPackageIsPartOfACycle() {
    slices().matching("dev.attestry.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void coreReadsNoClockAndNoRandomNumbersAndLogsNothing() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.Random|java\\.util\\.concurrent\\.ThreadLocalRandom")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.util.logging..", "org.slf4j..")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CORE);
  }
}
