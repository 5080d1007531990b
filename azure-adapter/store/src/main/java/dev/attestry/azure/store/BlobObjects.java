package dev.attestry.azure.store;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention.Kept;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The versions of Azure's blobs.
 *
 * @param keeping what keeps them; empty where that is not known
 */
record BlobObjects(BlobLocation at, Optional<Keeping> keeping) implements VersionedBucket.Store {

  @Override
  public KeyPrefix prefix() {
    return at.keys();
  }

  @Override
  public Optional<ReadOutcome> read(String key, Optional<String> version, long from, int length) {
    try {
      return Optional.of(BlobReader.read(at.blob(key, version), from, length));
    } catch (BlobStorageException e) {
      if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
        // A deleted blob answers like one that never was, and keeps its versions.
        return Optional.empty();
      }
      return Optional.of(new ReadOutcome.Unreadable(AzureFaults.say(e)));
    } catch (RuntimeException e) {
      return Optional.of(new ReadOutcome.Unreadable(AzureFaults.say(e)));
    }
  }

  @Override
  public VersionListing.Pages pages(String keyPrefix) {
    return BlobVersions.below(at, keyPrefix);
  }

  @Override
  public Optional<Instant> retainedUntil(String key, Optional<String> version) throws IOException {
    try {
      BlobProperties p = properties(key, version);
      return keeping.map(k -> k.kept(p)).orElseGet(() -> Keeping.locked(p)).map(Kept::until);
    } catch (RuntimeException e) {
      throw AzureFaults.io("read the retention of " + key, e);
    }
  }

  /** What Azure answers by HEAD, which costs a twelfth of a write. */
  BlobProperties properties(String key, Optional<String> version) {
    return at.blob(key, version)
        .getPropertiesWithResponse(null, AzureClients.CALL, Context.NONE)
        .getValue();
  }
}
