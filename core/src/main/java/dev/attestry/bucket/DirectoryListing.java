package dev.attestry.bucket;

import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Object names of a directory in ascending order, one folder in memory at a time and level. */
final class DirectoryListing {

  private DirectoryListing() {}

  static Stream<ObjectName> under(Path root, String prefix) throws IOException {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix is empty or ends with /");
    }
    if (prefix.isEmpty()) {
      return children(root, "");
    }
    ObjectName folder = ObjectName.of(prefix.substring(0, prefix.length() - 1));
    return children(root.resolve(folder.value()), prefix);
  }

  private static Stream<ObjectName> children(Path folder, String prefix) throws IOException {
    List<String> names;
    try (Stream<Path> s = Files.list(folder)) {
      names = s.map(DirectoryListing::entry).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Stream.empty(); // a prefix that no object has
    }
    return names.stream().flatMap(n -> below(folder, prefix, n));
  }

  /** With a slash after folders, so that sorting gives the order of whole names. */
  private static String entry(Path p) {
    String name = String.valueOf(p.getFileName());
    return Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name;
  }

  private static Stream<ObjectName> below(Path folder, String prefix, String entry) {
    if (entry.endsWith("/")) {
      String name = entry.substring(0, entry.length() - 1);
      try {
        return name.startsWith(".")
            ? Stream.empty()
            : children(folder.resolve(name), prefix + entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return name(prefix + entry);
  }

  /** Files whose names no object can have were not written by us, and are not seen. */
  private static Stream<ObjectName> name(String value) {
    try {
      return Stream.of(ObjectName.parse(value));
    } catch (MalformedInput e) {
      return Stream.empty();
    }
  }
}
