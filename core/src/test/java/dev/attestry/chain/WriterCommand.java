package dev.attestry.chain;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the processes of a crash test are started: there are hundreds, and most of what each would do
 * is to load classes.
 *
 * @param folder of the notes
 * @param path the class path
 * @param archive of classes that are ready for use
 */
record WriterCommand(Path folder, List<Path> path, Optional<Path> archive) {

  /** With the class path of this JVM, whoever started it and how. */
  static WriterCommand of(Path folder) {
    Set<Path> all = new LinkedHashSet<>();
    if (WriterCommand.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL u : loader.getURLs()) {
        all.add(Path.of(u.getPath()));
      }
    }
    for (String p : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      all.add(Path.of(p));
    }
    all.removeIf(p -> !Files.exists(p));
    return new WriterCommand(folder, List.copyOf(all), Optional.empty());
  }

  /** Sixteen of these want all cores: tests that run beside them go first. */
  private static final List<String> LAST = List.of("nice", "-n", "10");

  List<String> words(CrashRun.Place place, String writer, CrashWriter.Work work) {
    List<String> words = new ArrayList<>(LAST);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.add("-XX:-UsePerfData");
    archive.ifPresent(a -> words.add("-XX:SharedArchiveFile=" + a));
    words.addAll(List.of("-cp", String.join(File.pathSeparator, paths())));
    words.addAll(List.of(CrashWriter.class.getName(), place.store().getClass().getName()));
    words.addAll(List.of(folder.toString(), writer));
    words.addAll(List.of(Integer.toString(work.entries()), Integer.toString(work.pauseMillis())));
    words.addAll(place.where());
    return words;
  }

  private List<String> paths() {
    return path.stream().map(Path::toString).toList();
  }

  /**
   * The same for short lives: after one writer appended one entry, and its classes were kept. They
   * sign by the JDK, since to load ACCP's library takes longer than it saves.
   *
   * @param place a log of its own
   */
  WriterCommand rehearsed(CrashRun.Place place) throws IOException, InterruptedException {
    Path rehearsal = Files.createDirectories(folder.resolve("rehearsal"));
    Path kept = rehearsal.resolve("classes.jsa");
    List<Path> jars =
        PlainJars.of(
            path.stream().filter(p -> !p.toString().contains("AmazonCorrettoCrypto")).toList(),
            rehearsal);
    Files.createFile(CrashWriter.go(rehearsal));
    for (String f : List.of(CrashWriter.KEY, CrashWriter.GENESIS)) {
      Files.copy(folder.resolve(f), rehearsal.resolve(f));
    }
    List<String> words =
        new WriterCommand(rehearsal, jars, Optional.empty())
            .words(place, "0", new CrashWriter.Work(1, 0));
    words.add(LAST.size() + 1, "-XX:ArchiveClassesAtExit=" + kept);
    Path said = rehearsal.resolve("out");
    int status =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    if (status != 0 || !Files.exists(kept)) {
      throw new IOException("the rehearsal ended with " + status + ": " + Files.readString(said));
    }
    return new WriterCommand(folder, jars, Optional.of(kept));
  }
}
