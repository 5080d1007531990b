package dev.attestry.gcp.store;

import com.google.api.services.storage.model.StorageObject;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention.Kept;
import dev.attestry.chain.Retention.Mode;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** The generations of Google's objects. */
record GcsObjects(GcsLocation at) implements VersionedBucket.Store {

  private static final int NOT_FOUND = 404;

  @Override
  public KeyPrefix prefix() {
    return at.keys();
  }

  @Override
  public Optional<ReadOutcome> read(String key, Optional<String> version, long from, int length) {
    try {
      return Optional.of(GcsReader.read(at, key, version, from, length));
    } catch (IOException e) {
      // A deleted object, one that never was and a bucket that is not there answer alike.
      return GoogleFaults.status(e) == NOT_FOUND
          ? Optional.empty()
          : Optional.of(new ReadOutcome.Unreadable(GoogleFaults.say(e)));
    }
  }

  @Override
  public VersionListing.Pages pages(String keyPrefix) {
    return GcsVersions.below(at, keyPrefix);
  }

  @Override
  public Optional<Instant> retainedUntil(String key, Optional<String> version) throws IOException {
    try {
      return GcsLock.of(about(key, version), Mode.GOVERNANCE).stream()
          .map(Kept::until)
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw GoogleFaults.io("read the retention of " + key, e);
    }
  }

  /** What Google says about an object, which costs a twelfth of a write. */
  StorageObject about(String key, Optional<String> version) throws IOException {
    return at.get(key, version).execute();
  }
}
