package dev.attestry.azure.store;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import dev.attestry.bucket.ContentRange;
import dev.attestry.bucket.ReadOutcome;

/** Reads one blob, whole or in part: always as a range, so that no blob is larger than expected. */
final class BlobReader {

  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int RESUMED = 3;

  private BlobReader() {}

  /**
   * Reads a part.
   *
   * @throws BlobStorageException what Azure answered other than the blob
   */
  static ReadOutcome read(BlobClient blob, long from, int length) {
    int asked = Math.max(length, 1);
    BoundedBytes body = new BoundedBytes(asked);
    try {
      String range =
          blob.downloadStreamWithResponse(
                  body,
                  new BlobRange(from, (long) asked),
                  new DownloadRetryOptions().setMaxRetryRequests(RESUMED),
                  null,
                  false,
                  AzureClients.CALL,
                  Context.NONE)
              .getDeserializedHeaders()
              .getContentRange();
      return ContentRange.parse(range)
          .map(r -> r.outcome(from, length, body.toBytes()))
          .orElseGet(() -> new ReadOutcome.Unreadable("asked for a range, got none"));
    } catch (BlobStorageException e) {
      if (e.getStatusCode() != RANGE_NOT_SATISFIABLE) {
        throw e;
      }
      // The blob ends before what was asked for, or is empty: how long is it?
      return ContentRange.past(
          from,
          blob.getPropertiesWithResponse(null, AzureClients.CALL, Context.NONE)
              .getValue()
              .getBlobSize());
    }
  }
}
