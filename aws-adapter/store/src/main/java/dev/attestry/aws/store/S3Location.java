package dev.attestry.aws.store;

import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ObjectName;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where a store's objects are.
 *
 * @param client shared by all who use the location; whoever made it closes it
 * @param prefix before every name: empty, or ends with a {@code /}
 */
public record S3Location(S3Client client, String bucket, String prefix) {

  public S3Location {
    new KeyPrefix(prefix); // refuses one that would run into names
  }

  /** A bucket that holds nothing else. */
  public static S3Location of(S3Client client, String bucket) {
    return new S3Location(client, bucket, "");
  }

  KeyPrefix keys() {
    return new KeyPrefix(prefix);
  }

  String key(ObjectName name) {
    return keys().key(name);
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }
}
