package dev.attestry.aws.store;

import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where a store's objects are.
 *
 * @param client shared by all who use the location; whoever made it closes it
 * @param prefix before every name: empty, or ends with a {@code /}
 */
public record S3Location(S3Client client, String bucket, String prefix) {

  public S3Location {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix is empty or ends with /");
    }
  }

  /** A bucket that holds nothing else. */
  public static S3Location of(S3Client client, String bucket) {
    return new S3Location(client, bucket, "");
  }

  String key(ObjectName name) {
    return prefix + name.value();
  }

  /** The name of a key; empty for one that no object of ours has. */
  Optional<ObjectName> name(String key) {
    try {
      return key.startsWith(prefix)
          ? Optional.of(ObjectName.parse(key.substring(prefix.length())))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }
}
