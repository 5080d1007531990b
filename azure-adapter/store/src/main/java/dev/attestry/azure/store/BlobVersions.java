package dev.attestry.azure.store;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.attestry.bucket.VersionListing;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The versions of all blobs below a prefix: up to 5,000 of them a request. A version's id is the
 * time at which it was written, as text of one width; where versions are not kept it is empty.
 */
final class BlobVersions implements VersionListing.Pages {

  /** The most that Azure puts on a page. */
  private static final int PAGE = 5_000;

  private final BlobLocation at;
  private final ListBlobsOptions options;
  private @Nullable String next;

  private BlobVersions(BlobLocation at, ListBlobsOptions options) {
    this.at = at;
    this.options = options;
  }

  static BlobVersions below(BlobLocation at, String prefix) {
    return below(at, prefix, PAGE);
  }

  static BlobVersions below(BlobLocation at, String prefix, int page) {
    return new BlobVersions(
        at,
        new ListBlobsOptions()
            .setPrefix(prefix)
            .setMaxResultsPerPage(page)
            .setDetails(new BlobListDetails().setRetrieveVersions(true)));
  }

  @Override
  public boolean next(VersionListing into) throws IOException {
    try {
      PagedResponse<BlobItem> page =
          at.client()
              .listBlobs(options, next, AzureClients.CALL)
              .iterableByPage()
              .iterator()
              .next();
      for (BlobItem b : page.getValue()) {
        String version = Objects.requireNonNullElse(b.getVersionId(), "");
        boolean current = version.isEmpty() || Boolean.TRUE.equals(b.isCurrentVersion());
        into.add(b.getName(), seen -> seen.with(version, current));
      }
      String after = page.getContinuationToken();
      if (after != null && after.equals(next)) {
        throw new IOException("the store repeats a page of " + at);
      }
      next = after;
      return next != null && !next.isEmpty();
    } catch (RuntimeException e) {
      throw AzureFaults.io("list the versions in " + at, e);
    }
  }
}
