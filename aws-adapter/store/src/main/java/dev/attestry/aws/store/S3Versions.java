package dev.attestry.aws.store;

import dev.attestry.bucket.VersionListing;
import dev.attestry.bucket.VersionListing.Versions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * The versions of all keys below a prefix: up to 1,000 of them a request. S3 answers versions and
 * markers apart, each from the newest to the oldest.
 */
final class S3Versions implements VersionListing.Pages {

  /** The most that S3 puts on a page. */
  private static final int PAGE = 1_000;

  private final S3Location at;
  private final String prefix;
  private final int page;
  private @Nullable String keyMarker;
  private @Nullable String versionMarker;

  private S3Versions(S3Location at, String prefix, int page) {
    this.at = at;
    this.prefix = prefix;
    this.page = page;
  }

  static S3Versions below(S3Location at, String prefix) {
    return below(at, prefix, PAGE);
  }

  static S3Versions below(S3Location at, String prefix, int page) {
    return new S3Versions(at, prefix, page);
  }

  @Override
  public boolean next(VersionListing into) throws IOException {
    try {
      ListObjectVersionsResponse r =
          at.client()
              .listObjectVersions(
                  ListObjectVersionsRequest.builder()
                      .bucket(at.bucket())
                      .prefix(prefix)
                      .maxKeys(page)
                      .keyMarker(keyMarker)
                      .versionIdMarker(versionMarker)
                      .build());
      for (ObjectVersion v : r.versions()) {
        into.add(v.key(), seen -> seen.withOlder(v.versionId()));
      }
      for (DeleteMarkerEntry m : r.deleteMarkers()) {
        into.add(m.key(), Versions::withMarker);
      }
      keyMarker = r.nextKeyMarker();
      versionMarker = r.nextVersionIdMarker();
      return Boolean.TRUE.equals(r.isTruncated());
    } catch (SdkException e) {
      throw S3Faults.io("list the versions in " + at, e);
    }
  }
}
