package dev.attestry.gcp.store;

import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import dev.attestry.bucket.VersionListing;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generations of all objects below a prefix: up to 1,000 of them a request. A version's id is
 * its generation, which goes up with time, with zeros before it.
 */
final class GcsVersions implements VersionListing.Pages {

  /** The most that Google puts on a page. */
  private static final long PAGE = 1_000;

  private final GcsLocation at;
  private final String prefix;
  private final long page;
  private @Nullable String next;

  private GcsVersions(GcsLocation at, String prefix, long page) {
    this.at = at;
    this.prefix = prefix;
    this.page = page;
  }

  static GcsVersions below(GcsLocation at, String prefix) {
    return below(at, prefix, PAGE);
  }

  static GcsVersions below(GcsLocation at, String prefix, long page) {
    return new GcsVersions(at, prefix, page);
  }

  @Override
  public boolean next(VersionListing into) throws IOException {
    try {
      Objects r =
          at.client()
              .objects()
              .list(at.bucket())
              .setPrefix(prefix)
              .setVersions(true)
              .setMaxResults(page)
              .setPageToken(next)
              .setFields("items(name,generation,timeDeleted),nextPageToken")
              .execute();
      for (StorageObject o : r.getItems() == null ? List.<StorageObject>of() : r.getItems()) {
        String version = "%019d".formatted(o.getGeneration());
        boolean live = o.getTimeDeleted() == null;
        into.add(o.getName(), seen -> seen.with(version, live));
      }
      String after = r.getNextPageToken();
      if (after != null && after.equals(next)) {
        throw new IOException("the store repeats a page of " + at);
      }
      next = after;
      return next != null;
    } catch (IOException e) {
      throw GoogleFaults.io("list the versions in " + at, e);
    }
  }
}
