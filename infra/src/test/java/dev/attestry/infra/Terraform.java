package dev.attestry.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Terraform's own command over a copy of the modules.
 *
 * @param root the copy
 * @param providers whose they are
 * @param more environment variables besides
 */
record Terraform(Path root, Providers providers, Map<String, String> more) {

  static final Path PROJECT =
      Path.of(System.getProperty("attestry.project", "..")).toAbsolutePath().normalize();

  static final Path SOURCES = PROJECT.resolve("infra/terraform");

  private static final long PATIENCE_MINUTES = 10;

  /** What a command said and how it ended. */
  record Output(int exit, String text) {}

  /** Offline: the providers' published schemas stand in the place of their plugins. */
  static Terraform copyTo(String name) {
    return copyTo(name, Providers.standIns());
  }

  static Terraform copyTo(String name, Providers providers) {
    Path root = Path.of("target", name).toAbsolutePath();
    try {
      delete(root);
      copy(SOURCES, root);
      return new Terraform(root, providers, Map.of());
    } catch (IOException e) {
      throw new AssertionError("the modules could not be copied", e);
    }
  }

  /** The same with environment variables. */
  Terraform with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(variables);
    return new Terraform(root, providers, Map.copyOf(all));
  }

  /** The same with a folder's state kept elsewhere than in a file, and ready to go. */
  Terraform keepingStateIn(States states, String folder) {
    try {
      Files.writeString(
          root.resolve(folder).resolve("backend_override.tf"),
          "terraform {\n  backend \"http\" {}\n}\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Terraform t = with(states.environment());
    t.succeed(folder, "init", "-input=false", "-no-color");
    return t;
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
    providers.permit(arguments[0]);
    List<String> line = new ArrayList<>(List.of("terraform"));
    line.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(Path.of("target"), "terraform", ".out");
      ProcessBuilder b = new ProcessBuilder(line).directory(root.resolve(folder).toFile());
      Map<String, String> env = b.environment();
      env.keySet().removeIf(k -> k.startsWith("TF_") || k.startsWith("AWS_"));
      env.putAll(providers.environment());
      env.put("TF_IN_AUTOMATION", "1");
      // A fifth less work for two hundred megabytes.
      env.put("GOGC", "400");
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
