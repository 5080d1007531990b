package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen processes that append into one bucket and are killed without warning; each server that
 * stands in for a store extends this.
 */
public abstract class CrashContract {

  private static final int WRITERS = 16;

  /** About as long as sixteen commits take. */
  private static final int PAUSE_MILLIS = 2_000;

  private static final Duration TIME =
      Boolean.getBoolean("attestry.long") ? Duration.ofMinutes(10) : Duration.ofSeconds(45);

  private final CrashStore store;

  @TempDir private Path notes;

  protected CrashContract(CrashStore store) {
    this.store = store;
  }

  /** A new bucket, in the words that the store opens it by. */
  protected abstract List<String> newBucket() throws Exception;

  @Test
  void whatAKilledWriterWasAcknowledgedStandsOnceInOneChain() throws Exception {
    CrashRun run = new CrashRun(notes, WRITERS, new CrashRun.Place(store, newBucket()));
    run.startQuickly(newBucket());
    run.create();
    run.run(
        new CrashRun.Kills(Integer.MAX_VALUE, 5, 300),
        new CrashWriter.Work(Integer.MAX_VALUE, PAUSE_MILLIS),
        TIME);
    Bucket bucket = run.place().open();
    assertThat(run.faults(bucket)).isEmpty();
    assertThat(names(bucket)).isPositive();
    assertThat(bucket.alarms()).isEmpty();
    int acknowledged = 0;
    for (int i = 0; i < WRITERS; i++) {
      acknowledged += run.acknowledged(i);
    }
    System.err.println(
        getClass().getSimpleName()
            + (": " + acknowledged + " entries acknowledged in " + TIME)
            + (", " + run.killed() + " times a writer was killed"));
    assertThat(acknowledged).as(run.output(0)).isGreaterThan(WRITERS / 2);
    assertThat(run.killed()).isPositive();
  }

  private static long names(Bucket bucket) throws IOException {
    try (Stream<ObjectName> s = bucket.list("")) {
      return s.count();
    }
  }
}
