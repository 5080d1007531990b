package dev.attestry.bucket;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bucket and what stands before every name in it, as people write it: {@code s3://b/prefix}. */
public record BucketUri(String bucket, KeyPrefix prefix) {

  private static final Pattern TEXT =
      Pattern.compile("([a-z0-9]+)://([A-Za-z0-9][A-Za-z0-9._-]*)(?:/+(.*))?");

  /**
   * Reads one.
   *
   * @param scheme that it must have
   * @throws IOException if it is none
   */
  public static BucketUri parse(String scheme, String text) throws IOException {
    Matcher m = TEXT.matcher(text);
    if (!m.matches() || !m.group(1).equals(scheme)) {
      throw new IOException(
          "%s is no bucket: write %2$s://BUCKET or %2$s://BUCKET/PREFIX".formatted(text, scheme));
    }
    String path = m.group(3) == null ? "" : m.group(3);
    String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    return new BucketUri(m.group(2), new KeyPrefix(prefix));
  }
}
