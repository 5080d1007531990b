package dev.attestry.aws.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.StoreProvider;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.model.CommonPrefix;

/** A bucket of S3, opened to read, with the KMS that unwraps the keys of its packs. */
final class S3Store implements StoreProvider.Store {

  private final S3Location at;
  private final KmsClient kms;
  private final VersionedBucket bucket;

  private S3Store(S3Location at, KmsClient kms) {
    this.at = at;
    this.kms = kms;
    this.bucket = S3Bucket.openToRead(at);
  }

  static S3Store open(AwsClients clients, String bucket, String prefix) {
    return new S3Store(new S3Location(clients.s3(), bucket, prefix), clients.kms());
  }

  @Override
  public Bucket bucket() {
    return bucket;
  }

  @Override
  public List<String> folders() throws IOException {
    try {
      return at
          .client()
          .listObjectsV2Paginator(b -> b.bucket(at.bucket()).prefix(at.prefix()).delimiter("/"))
          .commonPrefixes()
          .stream()
          .map(CommonPrefix::prefix)
          .map(p -> p.substring(at.prefix().length(), p.length() - 1))
          .toList();
    } catch (SdkException e) {
      throw S3Faults.io("list " + at, e);
    }
  }

  @Override
  public Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem) {
    return new WrappedPackKeys(KmsDataKeys.unwrapper(kms), bucket, layout, problem);
  }

  @Override
  public void close() {
    at.client().close();
    kms.close();
  }

  @Override
  public String toString() {
    return at.toString();
  }
}
