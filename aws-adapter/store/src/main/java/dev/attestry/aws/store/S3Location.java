package dev.attestry.aws.store;

import dev.attestry.bucket.BucketUri;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ObjectName;
import java.io.IOException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where a store's objects are.
 *
 * @param client shared by all who use the location; whoever made it closes it
 * @param prefix before every name: empty, or ends with a {@code /}
 */
public record S3Location(S3Client client, String bucket, String prefix) {

  static final String SCHEME = "s3";

  public S3Location {
    new KeyPrefix(prefix); // refuses one that would run into names
  }

  /** A bucket that holds nothing else. */
  public static S3Location of(S3Client client, String bucket) {
    return new S3Location(client, bucket, "");
  }

  /** As people write it: {@code s3://bucket/prefix}, or the bucket's name alone. */
  public static S3Location parse(S3Client client, String text) throws IOException {
    if (!text.contains(":")) {
      return of(client, text);
    }
    BucketUri u = BucketUri.parse(SCHEME, text);
    return new S3Location(client, u.bucket(), u.prefix().text());
  }

  KeyPrefix keys() {
    return new KeyPrefix(prefix);
  }

  String key(ObjectName name) {
    return keys().key(name);
  }

  @Override
  public String toString() {
    return SCHEME + "://" + bucket + "/" + prefix;
  }
}
