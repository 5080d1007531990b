package dev.attestry.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.lab.standin.StandIns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Terraform's own command over a copy of the modules, offline: the providers' published schemas
 * stand in the place of their plugins, so that nothing can be made in a cloud.
 *
 * @param root the copy
 * @param mirror where the stand-ins of the providers are
 * @param more environment variables besides
 */
record Terraform(Path root, Path mirror, Map<String, String> more) {

  static final Path PROJECT =
      Path.of(System.getProperty("attestry.project", "..")).toAbsolutePath().normalize();

  static final Path SOURCES = PROJECT.resolve("infra/terraform");

  private static final long PATIENCE_MINUTES = 10;

  /** What a command said and how it ended. */
  record Output(int exit, String text) {}

  /** What is missing for it to run, with the way to get it; empty where it can. */
  static Optional<String> missing() {
    return StandIns.missing("terraform-mirror");
  }

  /** Aborts the test, saying so, where it cannot run. */
  static Terraform copyTo(String name) {
    assumeTrue(missing().isEmpty(), () -> missing().orElseThrow());
    Path mirror = StandIns.installed("terraform-mirror").orElseThrow();
    Path root = Path.of("target", name).toAbsolutePath();
    try {
      delete(root);
      copy(SOURCES, root);
      return new Terraform(root, mirror, Map.of());
    } catch (IOException e) {
      throw new AssertionError("the modules could not be copied", e);
    }
  }

  /** The same with environment variables. */
  Terraform with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(variables);
    return new Terraform(root, mirror, Map.copyOf(all));
  }

  /** The modules and examples that there are, as {@code modules/aws}. */
  static List<String> folders() throws IOException {
    List<String> all = new ArrayList<>();
    for (String kind : List.of("modules", "examples")) {
      if (Files.isDirectory(SOURCES.resolve(kind))) {
        try (Stream<Path> s = Files.list(SOURCES.resolve(kind))) {
          s.filter(Files::isDirectory).map(p -> kind + "/" + p.getFileName()).forEach(all::add);
        }
      }
    }
    return all.stream().sorted().toList();
  }

  /** Runs a command in a folder of the copy. */
  Output run(String folder, String... arguments) {
    List<String> line = new ArrayList<>(List.of("terraform"));
    line.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(Path.of("target"), "terraform", ".out");
      ProcessBuilder b = new ProcessBuilder(line).directory(root.resolve(folder).toFile());
      Map<String, String> env = b.environment();
      env.keySet().removeIf(k -> k.startsWith("TF_") || k.startsWith("AWS_"));
      env.put("TF_CLI_CONFIG_FILE", mirror.resolve("terraformrc").toString());
      env.put("TF_IN_AUTOMATION", "1");
      env.putAll(more);
      Process p = b.redirectErrorStream(true).redirectOutput(out.toFile()).start();
      if (!p.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        p.destroyForcibly();
        throw new AssertionError(line + " did not end in " + PATIENCE_MINUTES + " minutes");
      }
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      return new Output(p.exitValue(), text);
    } catch (IOException e) {
      throw new AssertionError(line + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What a command says that must not fail. */
  String succeed(String folder, String... arguments) {
    Output o = run(folder, arguments);
    if (o.exit() != 0) {
      throw new AssertionError(
          "terraform " + String.join(" ", arguments) + " in " + folder + ":\n" + o.text());
    }
    return o.text();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.filter(x -> !x.toString().contains("/.terraform")).toList()) {
        Path copy = to.resolve(from.relativize(p));
        if (Files.isDirectory(p)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(p, copy);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }
}
