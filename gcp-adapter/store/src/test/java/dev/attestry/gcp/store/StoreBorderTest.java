package dev.attestry.gcp.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A store translates between core's ports and an SDK, and needs no more of either. */
final class StoreBorderTest {

  private static final JavaClasses STORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.attestry.gcp.store");

  @Test
  void usesTheBucketAndTheSignerOfCoreAndWhatTheyAreMadeOf() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.google.api..",
            "com.google.auth..",
            "dev.attestry.codec",
            "dev.attestry.crypto",
            "dev.attestry.bucket",
            "dev.attestry.chain",
            "dev.attestry.gcp.store")
        .check(STORE);
  }
}
