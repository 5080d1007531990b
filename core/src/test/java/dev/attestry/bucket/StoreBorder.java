package dev.attestry.bucket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A store translates between core's ports and an SDK, and needs no more of either. */
public abstract class StoreBorder {

  private static final List<String> ALL =
      List.of(
          "java..",
          "org.jspecify..",
          "dev.attestry.codec",
          "dev.attestry.crypto",
          "dev.attestry.bucket",
          "dev.attestry.chain");

  private final String store;
  private final List<String> libraries;

  /**
   * @param store its package
   * @param libraries the packages of its SDK, and of what it reads answers with
   */
  protected StoreBorder(String store, String... libraries) {
    this.store = store;
    this.libraries = List.of(libraries);
  }

  @Test
  void usesTheBucketAndTheSignerOfCoreAndWhatTheyAreMadeOf() {
    String[] allowed =
        Stream.of(ALL, libraries, List.of(store)).flatMap(List::stream).toArray(String[]::new);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(store));
  }
}
