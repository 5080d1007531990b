package dev.attestry.gcp.store;

import com.google.api.services.storage.Storage;
import dev.attestry.bucket.BucketUri;
import dev.attestry.bucket.KeyPrefix;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a store's objects are.
 *
 * @param keys what stands before every name
 */
public record GcsLocation(Storage client, String bucket, KeyPrefix keys) {

  static final String SCHEME = "gs";

  /** As people write it: {@code gs://bucket/prefix}. */
  public static GcsLocation parse(Storage client, String text) throws IOException {
    BucketUri u = BucketUri.parse(SCHEME, text);
    return new GcsLocation(client, u.bucket(), u.prefix());
  }

  /** A bucket that holds nothing else. */
  public static GcsLocation of(Storage client, String bucket) {
    return new GcsLocation(client, bucket, KeyPrefix.NONE);
  }

  /**
   * A request for one object.
   *
   * @param version generation; empty for the live one
   */
  Storage.Objects.Get get(String key, Optional<String> version) throws IOException {
    Storage.Objects.Get g = client.objects().get(bucket, key);
    return version.isEmpty() ? g : g.setGeneration(Long.parseLong(version.get()));
  }

  @Override
  public String toString() {
    return SCHEME + "://" + bucket + "/" + keys.text();
  }
}
