package dev.attestry.aws.store;

import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Retention;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The versions of S3's objects, read by plain GETs. */
record S3Objects(S3Location at, S3Reader reader) implements VersionedBucket.Store {

  @Override
  public KeyPrefix prefix() {
    return at.keys();
  }

  @Override
  public Optional<ReadOutcome> read(String key, Optional<String> version, long from, int length) {
    try {
      return Optional.of(reader.read(key, version, from, length));
    } catch (NoSuchKeyException e) {
      // S3 says so where a delete marker hides older versions.
      return S3Faults.marked(e) ? Optional.empty() : Optional.of(new ReadOutcome.Absent());
    } catch (SdkException e) {
      return Optional.of(new ReadOutcome.Unreadable(S3Faults.say(e)));
    }
  }

  @Override
  public VersionListing.Pages pages(String keyPrefix) {
    return S3Versions.below(at, keyPrefix);
  }

  @Override
  public Optional<Instant> retainedUntil(String key, Optional<String> version) throws IOException {
    return ObjectLock.of(at, key, version).map(Retention.Kept::until);
  }
}
