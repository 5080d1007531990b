package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.azure.host.HostProcess;
import dev.attestry.chain.Kind;
import dev.attestry.lab.standin.LoopbackAzure;
import dev.attestry.lab.standin.SharedS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The folder that is deployed, in our fake of the host, over a log whose bucket AWS has: it writes
 * there as a role, by the identity that Azure gives the app. No secret is in its settings.
 */
final class SharedBucketTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path work;
  private final Path app = Path.of("target/azure-functions/attestry").toAbsolutePath();

  @Test
  void aMachineOfAzureIsCheckedAndItsResultWrittenToABucketOfAws() throws Exception {
    Optional<String> missing = LoopbackAzure.missing().or(SharedS3::missing);
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty() && Files.isDirectory(app), missing.orElse("no folder " + app));
    try (SharedS3 s3 = SharedS3.start(work);
        AzureTrial trial = new AzureTrial(work, 1, Optional.of(s3));
        HostProcess host = HostProcess.start(app, trial.azure.trustStore(), settings(trial))) {
      Instant end = Instant.now().plus(PATIENCE);
      while (trial.log.entries(trial.bucket, Kind.RESULT).isEmpty()) {
        assertThat(Instant.now()).as("the time of %s", host.lines()).isBefore(end);
        Thread.sleep(500);
      }
      // One session for the test, one for each function.
      assertThat(s3.sts().answers()).hasSize(4).containsOnly("ok");
      assertThat(host.lines()).noneMatch(l -> l.contains("eyJ"));
    }
  }

  private static Map<String, String> settings(AzureTrial trial) {
    Map<String, String> all = new HashMap<>(trial.settings());
    all.putAll(trial.azure.identity());
    all.put("ATTESTRY_SWEEP_SCHEDULE", "*/3 * * * * *");
    all.put("ATTESTRY_AUDIT_SCHEDULE", "0 0 3 1 1 *");
    return all;
  }
}
