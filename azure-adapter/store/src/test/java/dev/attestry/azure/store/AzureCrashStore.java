package dev.attestry.azure.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.CrashStore;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The container of a crash test by its endpoint and its name. */
public final class AzureCrashStore implements CrashStore {

  @Override
  public Bucket open(List<String> where) throws IOException {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    return AzureBucket.open(
        BlobLocation.of(AzureLab.azurite(where.get(0), where.get(1), AzureLab.http())),
        Settings.lockedForADay(),
        Retention.until(Retention.Mode.COMPLIANCE, soon));
  }
}
