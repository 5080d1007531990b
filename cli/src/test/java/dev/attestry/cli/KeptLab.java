package dev.attestry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The seed and keys of the first lab that a test of this JVM made. Later tests begin with them: a
 * lab's keys take longer to make than all else that a sweep does.
 */
final class KeptLab {

  private static final String LAB = ".attestry/lab";
  private static final Path KEPT = Path.of("target", "kept-lab-" + ProcessHandle.current().pid());

  private KeptLab() {}

  /** Gives them to a folder that has no home yet. */
  static synchronized void give(Path folder) {
    if (Files.isDirectory(KEPT) && Files.notExists(folder.resolve(".attestry"))) {
      copy(KEPT, folder.resolve(LAB));
    }
  }

  /** Takes what the first folder made, but for the last answers of its attesters. */
  static synchronized void take(Path folder) {
    if (Files.notExists(KEPT) && Files.exists(folder.resolve(LAB))) {
      copy(folder.resolve(LAB), KEPT);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.list(from)) {
      List<Path> made = all.filter(p -> !p.getFileName().toString().startsWith("last-")).toList();
      Files.createDirectories(to);
      for (Path p : made) {
        Files.copy(p, to.resolve(p.getFileName()));
      }
    } catch (IOException e) {
      throw new AssertionError("cannot copy the keys of a lab", e);
    }
  }
}
