package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.DirectoryBucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that append into one directory and are killed without warning. */
final class CrashTest {

  private static final int WRITERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @TempDir private Path temp;

  @Test
  void killedWritersLoseNothingAndDoubleNothing() throws Exception {
    CrashRun run = run(200, 2, bucket());
    assertThat(run.faults(DirectoryBucket.open(temp.resolve("bucket")))).isEmpty();
    for (int i = 0; i < WRITERS; i++) {
      assertThat(run.acknowledged(i)).as(run.output(i)).isEqualTo(200);
    }
  }

  @Test
  void theSameTestFailsWhereCreateLooksFirstAndWritesThen() throws Exception {
    CrashRun run = run(40, 0, bucket(), "racy");
    assertThat(run.faults(DirectoryBucket.open(temp.resolve("bucket")))).isNotEmpty();
  }

  private String bucket() {
    return temp.resolve("bucket").toString();
  }

  private CrashRun run(int entries, int kills, String... where) throws Exception {
    DirectoryBucket.create(temp.resolve("bucket"));
    Path notes = Files.createDirectories(temp.resolve("notes"));
    CrashRun run =
        new CrashRun(notes, WRITERS, new CrashRun.Place(new DirectoryCrashStore(), List.of(where)));
    run.create();
    run.run(new CrashRun.Kills(kills, entries / 2, 15), new CrashWriter.Work(entries, 0), PATIENCE);
    return run;
  }
}
