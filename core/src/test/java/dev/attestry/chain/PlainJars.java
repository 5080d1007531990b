package dev.attestry.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A class path of which a JVM keeps classes: it does so neither from folders nor of signed jars.
 */
final class PlainJars {

  private PlainJars() {}

  /**
   * The same classes.
   *
   * @param folder for what has to be copied
   */
  static List<Path> of(List<Path> path, Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path p : path) {
      Path copy = folder.resolve(jars.size() + ".jar");
      if (Files.isDirectory(p)) {
        pack(p, copy);
        jars.add(copy);
      } else if (isSigned(p)) {
        Files.copy(p, copy);
        strip(copy);
        jars.add(copy);
      } else {
        jars.add(p);
      }
    }
    return jars;
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream all = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path f : files.filter(Files::isRegularFile).toList()) {
        all.putNextEntry(new JarEntry(classes.relativize(f).toString()));
        Files.copy(f, all);
        all.closeEntry();
      }
    }
  }

  private static boolean isSigned(Path jar) throws IOException {
    try (JarFile j = new JarFile(jar.toFile(), false)) {
      return j.stream().anyMatch(e -> isSignature(e.getName()));
    }
  }

  private static boolean isSignature(String name) {
    return name.startsWith("META-INF/") && name.endsWith(".SF");
  }

  private static void strip(Path jar) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.list(zip.getPath("META-INF"))) {
      for (Path f : files.filter(p -> p.toString().endsWith(".SF")).toList()) {
        Files.delete(f);
      }
    }
  }
}
