package dev.attestry.lab.cold;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes jars of classes: a cache holds none of folders. */
public final class ClassJar {

  private ClassJar() {}

  /** A jar with these classes alone. */
  public static Path of(Path jar, Class<?>... classes) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Class<?> c : classes) {
        String name = c.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = c.getClassLoader().getResourceAsStream(name)) {
          if (in == null) {
            throw new IOException("no " + name + " on the class path");
          }
          in.transferTo(out);
        }
      }
      return jar;
    }
  }

  /** A jar with what lies in a folder, below one of its folders. */
  public static Path of(Path jar, Path folder, String below) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder.resolve(below))) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path p : files) {
        out.putNextEntry(new JarEntry(folder.relativize(p).toString().replace('\\', '/')));
        Files.copy(p, out);
      }
      return jar;
    }
  }
}
