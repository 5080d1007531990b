package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.DirectoryBucket;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that append into one directory and are killed without warning. */
final class CrashTest {

  private static final int WRITERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @TempDir private Path temp;

  @Test
  void killedWritersLoseNothingAndDoubleNothing() throws Exception {
    CrashRun run = run(200, 2, false);
    assertThat(run.faults(DirectoryBucket.open(bucket()))).isEmpty();
    for (int i = 0; i < WRITERS; i++) {
      assertThat(run.acknowledged(i)).as(run.output(i)).isEqualTo(200);
    }
  }

  @Test
  void theSameTestFailsWhereCreateLooksFirstAndWritesThen() throws Exception {
    assertThat(run(40, 0, true).faults(DirectoryBucket.open(bucket()))).isNotEmpty();
  }

  private Path bucket() {
    return temp.resolve("bucket");
  }

  private CrashRun run(int entries, int kills, boolean racy) throws Exception {
    Path notes = Files.createDirectories(temp.resolve("notes"));
    CrashRun run = new CrashRun(notes, WRITERS, i -> command(notes, i, entries, racy));
    run.create(DirectoryBucket.create(bucket()));
    run.run(new CrashRun.Kills(kills, entries / 2, 15), PATIENCE);
    return run;
  }

  private List<String> command(Path notes, int i, int entries, boolean racy) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        classPath(),
        CrashWriter.class.getName(),
        bucket().toString(),
        notes.toString(),
        Integer.toString(i),
        Integer.toString(entries),
        Boolean.toString(racy));
  }

  /** Where the classes in use come from, whoever started this test and how. */
  private static String classPath() {
    Set<String> all = new LinkedHashSet<>();
    for (Class<?> c :
        List.of(
            CrashTest.class,
            Chain.class,
            com.fasterxml.jackson.databind.ObjectMapper.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            com.fasterxml.jackson.annotation.JsonInclude.class,
            org.bouncycastle.crypto.signers.ECDSASigner.class)) {
      all.add(new File(c.getProtectionDomain().getCodeSource().getLocation().getPath()).toString());
    }
    return String.join(File.pathSeparator, all);
  }
}
