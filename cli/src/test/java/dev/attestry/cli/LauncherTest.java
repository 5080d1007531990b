package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a JDK and a Maven that only write down how they were called. */
final class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "readlink",
          "dirname",
          "find",
          "head",
          "sed",
          "cat",
          "mkdir",
          "rm",
          "mv",
          "tail",
          "sleep",
          "touch");

  @TempDir private Path folder;
  private Path clone = Path.of("");
  private Path bin = Path.of("");

  /** What came of a run. */
  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void makeAClone() throws IOException {
    clone = Files.createDirectories(folder.resolve("a clone"));
    bin = Files.createDirectories(folder.resolve("bin"));
    String script = Files.readString(CommandRun.PROJECT.resolve("attestry"));
    // The JDKs of this machine are not to be found.
    script(clone.resolve("attestry"), script.replace("/usr/lib/jvm/*", "/nonexistent/*"));
    Files.writeString(clone.resolve("pom.xml"), "");
    for (String module : List.of("core", "lab", "cli")) {
      Files.createDirectories(clone.resolve(module + "/src/main/java"));
      Files.writeString(clone.resolve(module + "/pom.xml"), "");
      Files.writeString(clone.resolve(module + "/src/main/java/A.java"), "");
    }
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool)) && !Files.exists(bin.resolve(tool))) {
          script(bin.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
        }
      }
    }
    jdk("jdk21", "21.0.4", 0);
    script(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        echo "mvn $*" >> "%s/calls"
        mkdir -p cli/target/attestry-1/attestry-1/lib
        touch cli/target/attestry-1/attestry-1/lib/a.jar
        case $* in *examples/clouds*) touch examples/clouds/target/a.jar examples/clouds/target/classpath ;; esac
        """
            .formatted(folder));
  }

  @Test
  void buildsOnceAndAgainOnlyWhenASourceIsNewer() throws Exception {
    assertThat(run("sweep").err()).contains("building, once", "done");
    assertThat(run("sweep").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
    Files.setLastModifiedTime(
        clone.resolve("core/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run("sweep").err()).contains("building");
    assertThat(builds()).isEqualTo(2);
  }

  /** It brings the SDKs of three clouds: no other command waits for them. */
  @Test
  void theDemonstrationIsBuiltWhereItIsAskedFor() throws Exception {
    assertThat(run("sweep").exit()).isZero();
    for (int i = 0; i < 2; i++) {
      Result r = run("demo", "clouds");
      assertThat(r.out()).endsWith("[dev.attestry.cli.Main][demo][clouds]\n");
    }
    assertThat(Files.readString(folder.resolve("calls")))
        .contains("-pl cli -am")
        .contains("-pl examples/clouds -am");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void handsOnArgumentsAsTheyAreAndTheExitCode() throws Exception {
    jdk("jdk21", "21.0.4", 3);
    Result r = run("verify", "a b", "*", "");
    assertThat(r.exit()).isEqualTo(3);
    assertThat(r.out()).endsWith("[dev.attestry.cli.Main][verify][a b][*][]\n");
  }

  @Test
  void passesOverAJdkThatIsTooOld() throws Exception {
    jdk("jdk17", "17.0.12", 0);
    Files.createSymbolicLink(bin.resolve("java"), folder.resolve("jdk21/bin/java"));
    Result r = run(Map.of("JAVA_HOME", folder.resolve("jdk17").toString()), "attestry", "show");
    assertThat(r.exit()).as(r.err()).isZero();
    assertThat(r.out()).startsWith("jdk21 ");
  }

  @Test
  void passesOverAJavaHomeThatIsNone() throws Exception {
    Files.createSymbolicLink(bin.resolve("java"), folder.resolve("jdk21/bin/java"));
    Result r = run(Map.of("JAVA_HOME", "/nonexistent"), "attestry", "show");
    assertThat(r.out()).startsWith("jdk21 ");
  }

  @Test
  void findsAJdkByMavensToolchains() throws Exception {
    Path m2 = Files.createDirectories(folder.resolve(".m2"));
    Files.writeString(
        m2.resolve("toolchains.xml"),
        "<jdkHome>/nonexistent</jdkHome>\n<jdkHome>" + folder.resolve("jdk21") + "</jdkHome>\n");
    assertThat(run(Map.of(), "attestry", "show").out()).startsWith("jdk21 ");
  }

  @Test
  void withoutAJdkSaysWhatToInstall() throws Exception {
    Result r = run(Map.of(), "attestry", "show");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains("needs a JDK >= 21", "JAVA_HOME").hasLineCount(1);
    assertThat(r.out()).isEmpty();
  }

  @Test
  void withoutMavenSaysWhatToInstall() throws Exception {
    Files.delete(bin.resolve("mvn"));
    Result r = run("show");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains("Maven is needed to build (once)").hasLineCount(1);
  }

  @Test
  void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
    String good = Files.readString(bin.resolve("mvn"));
    script(bin.resolve("mvn"), "#!/bin/sh\necho no network\nexit 1\n");
    Result r = run("show");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains("no network", "build.log");
    assertThat(r.out()).isEmpty();
    script(bin.resolve("mvn"), good);
    assertThat(run("show").exit()).isZero();
  }

  @Test
  void isFoundThroughSymbolicLinks() throws Exception {
    Files.createSymbolicLink(folder.resolve("one"), clone.resolve("attestry"));
    Files.createSymbolicLink(bin.resolve("two"), Path.of("../one"));
    Result r = run(home(), bin.resolve("two").toString(), "show");
    assertThat(r.exit()).as(r.err()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void anUnpackedDistributionNeedsNoBuild() throws Exception {
    Path dist = folder.resolve("dist");
    Files.createDirectories(dist.resolve("lib"));
    Files.writeString(dist.resolve("lib/a.jar"), "");
    Files.copy(clone.resolve("attestry"), dist.resolve("attestry"));
    Files.delete(bin.resolve("mvn"));
    Result r = run(home(), dist.resolve("attestry").toString(), "show");
    assertThat(r.exit()).as(r.err()).isZero();
  }

  /** A JDK whose java prints its folder's name and its arguments from the main class on. */
  private void jdk(String name, String version, int exit) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        while [ $# -gt 0 ] && [ "$1" != dev.attestry.cli.Main ]; do shift; done
        printf '%s '
        printf '[%%s]' "$@"
        echo
        exit %d
        """
            .formatted(name, exit));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Map<String, String> home() {
    return Map.of("JAVA_HOME", folder.resolve("jdk21").toString());
  }

  private Result run(String... args) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("attestry"));
    all.addAll(List.of(args));
    return run(home(), all.toArray(String[]::new));
  }

  /** The first word is a path, relative to the clone. */
  private Result run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    command.set(0, clone.resolve(words[0]).toString());
    ProcessBuilder b = new ProcessBuilder(command).directory(folder.toFile());
    b.environment().clear();
    b.environment().putAll(environment);
    b.environment().put("PATH", bin.toString());
    b.environment().put("HOME", folder.toString());
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    int exit = b.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Result(exit, Files.readString(out), Files.readString(err));
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream()
        .filter(l -> l.startsWith("mvn "))
        .count();
  }
}
