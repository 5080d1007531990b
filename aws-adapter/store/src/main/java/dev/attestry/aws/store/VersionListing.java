package dev.attestry.aws.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * The keys below a prefix, ascending, each with its versions: up to 1,000 of them a request. S3
 * answers versions and markers apart, and may cut a key's versions in two between pages.
 */
final class VersionListing implements Iterator<Versions> {

  /** The most that S3 puts on a page. */
  private static final int PAGE = 1_000;

  private final S3Location at;
  private final String prefix;
  private final int page;
  private final TreeMap<String, Versions> read = new TreeMap<>();
  private @Nullable String keyMarker;
  private @Nullable String versionMarker;
  private boolean more = true;

  private VersionListing(S3Location at, String prefix, int page) {
    this.at = at;
    this.prefix = prefix;
    this.page = page;
  }

  /** Asks for the first page at once. A later page that fails is an UncheckedIOException. */
  static VersionListing below(S3Location at, String prefix) throws IOException {
    return below(at, prefix, PAGE);
  }

  static VersionListing below(S3Location at, String prefix, int page) throws IOException {
    VersionListing l = new VersionListing(at, prefix, page);
    l.page();
    return l;
  }

  /** The versions of exactly one key. */
  static Versions of(S3Location at, String key) throws IOException {
    try {
      VersionListing l = below(at, key);
      // A key sorts before all that it is a prefix of.
      Versions first = l.hasNext() ? l.next() : Versions.none(key);
      return first.key().equals(key) ? first : Versions.none(key);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void page() throws IOException {
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
        read.put(v.key(), seen(v.key()).withOlder(v.versionId()));
      }
      for (DeleteMarkerEntry m : r.deleteMarkers()) {
        read.put(m.key(), seen(m.key()).withMarker());
      }
      keyMarker = r.nextKeyMarker();
      versionMarker = r.nextVersionIdMarker();
      more = Boolean.TRUE.equals(r.isTruncated());
    } catch (SdkException e) {
      throw S3Faults.io("list the versions in " + at, e);
    }
  }

  private Versions seen(String key) {
    return read.getOrDefault(key, Versions.none(key));
  }

  @Override
  public boolean hasNext() {
    // What comes later is never before the last key that was read: of two, the first is whole.
    while (more && read.size() < 2) {
      try {
        page();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return !read.isEmpty();
  }

  @Override
  public Versions next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.pollFirstEntry().getValue();
  }
}
