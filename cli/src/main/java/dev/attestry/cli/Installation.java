package dev.attestry.cli;

import dev.attestry.sweep.SourceProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What lies beside the launcher: the examples, and jars that are loaded only where asked for. */
record Installation(Terminal terminal) {

  private static final String EXAMPLE = "example:";

  /** A flow map's file, as settings and users name it: a path, or {@code example:NAME}. */
  Path flows(String given) throws UserError {
    return given.startsWith(EXAMPLE)
        ? example(given.substring(EXAMPLE.length())).resolve("flows.yaml")
        : terminal.path(given);
  }

  static String exampleFlows(String name) {
    return EXAMPLE + name;
  }

  /** The folder of a shipped example. */
  Path example(String name) throws UserError {
    Optional<Path> folder =
        terminal
            .installation()
            .map(i -> i.resolve("examples").resolve(name))
            .filter(f -> Files.exists(f.resolve("flows.yaml")));
    if (!name.matches("[a-z0-9-]+") || folder.isEmpty()) {
      throw new UserError("there is no example \"" + name + "\"", "\"three-clouds\" is shipped.");
    }
    return folder.get();
  }

  /** The lab, from {@code lib/lab}, or from the class path where it is there. */
  SourceProvider lab() throws UserError, IOException {
    return services("lab", SourceProvider.class)
        .filter(p -> p.name().equals("lab"))
        .findFirst()
        .orElseThrow(
            () -> new UserError("the lab is not installed", "its jar belongs in lib/lab."));
  }

  /** What the jars in a folder of the library offer, and those on the class path. */
  <T> Stream<T> services(String folder, Class<T> kind) throws IOException {
    List<URL> jars = new ArrayList<>();
    Optional<Path> library = terminal.library().map(l -> l.resolve(folder));
    if (library.isPresent() && Files.isDirectory(library.get())) {
      try (Stream<Path> files = Files.list(library.get())) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          jars.add(jar.toUri().toURL());
        }
      }
    }
    ClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), Installation.class.getClassLoader());
    return ServiceLoader.load(kind, loader).stream().map(ServiceLoader.Provider::get);
  }
}
