package dev.attestry.gcp.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.CrashStore;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The bucket of a crash test by the endpoint of the test's own relay and its name. */
public final class GcsCrashStore implements CrashStore {

  @Override
  public Bucket open(List<String> where) throws IOException {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    return GcsBucket.open(
        GcsLocation.of(GcsLab.clients(URI.create(where.get(0))).storage(), where.get(1)),
        Retention.until(Retention.Mode.COMPLIANCE, soon));
  }
}
