package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.CrashRun;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen processes that append into one bucket and are killed without warning. */
abstract class S3CrashContract {

  private static final int WRITERS = 16;

  /** About as long as sixteen commits take. */
  private static final int PAUSE_MILLIS = 2_000;

  private static final Duration TIME =
      Boolean.getBoolean("attestry.long") ? Duration.ofMinutes(10) : Duration.ofSeconds(45);

  private final AwsStandIn kind;

  @TempDir private Path notes;

  S3CrashContract(AwsStandIn kind) {
    this.kind = kind;
  }

  @Test
  void whatAKilledWriterWasAcknowledgedStandsOnceInOneChain() throws Exception {
    StoreLab lab = StoreLab.of(kind);
    S3Location at = S3Location.of(lab.s3(), lab.lockBucket());
    CrashRun run = new CrashRun(notes, WRITERS, i -> command(lab, at.bucket(), i));
    run.create(S3Bucket.open(at, Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow())));
    run.run(new CrashRun.Kills(Integer.MAX_VALUE, 8, 300), TIME);
    VersionedBucket bucket = S3Bucket.openToRead(at);
    assertThat(run.faults(bucket)).isEmpty();
    assertThat(names(bucket)).isPositive();
    assertThat(bucket.alarms()).isEmpty();
    int acknowledged = 0;
    for (int i = 0; i < WRITERS; i++) {
      acknowledged += run.acknowledged(i);
    }
    System.err.println(kind + ": " + acknowledged + " entries acknowledged in " + TIME);
    assertThat(acknowledged).as(run.output(0)).isGreaterThan(WRITERS);
  }

  private static long names(VersionedBucket bucket) throws IOException {
    try (Stream<ObjectName> s = bucket.list("")) {
      return s.count();
    }
  }

  private List<String> command(StoreLab lab, String bucket, int writer) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        S3CrashWriter.class.getName(),
        lab.endpoint().toString(),
        bucket,
        notes.toString(),
        Integer.toString(writer),
        Integer.toString(PAUSE_MILLIS));
  }
}
