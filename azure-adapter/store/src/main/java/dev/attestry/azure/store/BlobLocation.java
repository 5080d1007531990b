package dev.attestry.azure.store;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import dev.attestry.bucket.KeyPrefix;
import java.util.Optional;

/**
 * Where a store's objects are.
 *
 * @param client of the container
 * @param keys what stands before every name
 */
public record BlobLocation(BlobContainerClient client, KeyPrefix keys) {

  /** A container that holds nothing else. */
  public static BlobLocation of(BlobContainerClient client) {
    return new BlobLocation(client, KeyPrefix.NONE);
  }

  /**
   * One blob.
   *
   * @param version empty for the current one, or where blobs have none
   */
  BlobClient blob(String key, Optional<String> version) {
    return version
        .filter(v -> !v.isEmpty())
        .map(v -> client.getBlobVersionClient(key, v))
        .orElseGet(() -> client.getBlobClient(key));
  }

  @Override
  public String toString() {
    return client.getBlobContainerUrl() + "/" + keys.text();
  }
}
