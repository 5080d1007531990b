package dev.attestry.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.lab.standin.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where Terraform gets its providers: our stand-ins, which are their published schemas and make
 * nothing; or, where those cannot be built, the providers themselves from their registry.
 *
 * @param environment what Terraform is told of it
 * @param real whether an apply would make something in a cloud
 */
record Providers(Map<String, String> environment, boolean real) {

  private static final String STAND_IN = "terraform-mirror";
  private static final String SETTINGS = "TF_CLI_CONFIG_FILE";

  /** What makes nothing and asks no cloud, as long as the tests of the modules mock all. */
  private static final Set<String> HARMLESS = Set.of("fmt", "init", "validate", "test");

  /** The smallest of them, to see whether the registry answers. */
  private static final String PROBE =
      """
      terraform {
        required_providers {
          azuread = {
            source  = "hashicorp/azuread"
            version = "~> 3.10"
          }
        }
      }
      """;

  Providers {
    environment = Map.copyOf(environment);
  }

  /** The folder of the stand-ins; aborts the test, saying so, where there is none. */
  static Path mirror() {
    Optional<String> missing = StandIns.missing(STAND_IN);
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    return StandIns.installed(STAND_IN).orElseThrow();
  }

  static Providers standIns() {
    return new Providers(Map.of(SETTINGS, mirror().resolve("terraformrc").toString()), false);
  }

  /** The stand-ins, or else the providers themselves. */
  static Providers standInsOrReal() {
    return StandIns.installed(STAND_IN).isPresent() ? standIns() : real(ownSettings());
  }

  /** Where a user's Terraform gets its providers, if not from the registry. */
  private static Map<String, String> ownSettings() {
    String file = System.getenv(SETTINGS);
    return file == null ? Map.of() : Map.of(SETTINGS, file);
  }

  /** The providers themselves; aborts the test, saying so, where init does not get them. */
  static Providers real(Map<String, String> environment) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "registry").toAbsolutePath());
      Files.writeString(folder.resolve("main.tf"), PROBE);
      Map<String, String> all = new HashMap<>(environment);
      // Each is fetched once for all modules.
      all.put("TF_PLUGIN_CACHE_DIR", Files.createDirectories(folder.resolve("cache")).toString());
      Providers providers = new Providers(all, true);
      Terraform.Output said =
          new Terraform(folder, providers, Map.of()).run(".", "init", "-input=false", "-no-color");
      assumeTrue(
          said.exit() == 0,
          () ->
              StandIns.missing(STAND_IN).orElse("no stand-in " + STAND_IN + " is taken")
                  + "; the providers themselves cannot be had either, by terraform init: "
                  + said.text().strip().replaceAll("\\s+", " "));
      return providers;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Refuses a command that a real provider would do in a cloud. */
  void permit(String command) {
    if (real && !HARMLESS.contains(command)) {
      throw new AssertionError(
          "terraform " + command + " with the providers themselves: only " + HARMLESS + " are run");
    }
  }
}
