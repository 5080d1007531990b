package dev.attestry.aws.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketUri;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Opens {@code s3://bucket/prefix}: to read, and to write by hand, with the region, the credentials
 * and, where {@code AWS_ENDPOINT_URL} names one, the endpoint that AWS's own tools would use; to
 * write from another cloud as the role that a {@link WebIdentityRole} says.
 */
public final class S3StoreProvider implements StoreProvider {

  /** For the service loader. */
  public S3StoreProvider() {}

  @Override
  public String scheme() {
    return S3Location.SCHEME;
  }

  @Override
  public Store open(String location) throws IOException {
    BucketUri at = BucketUri.parse(scheme(), location);
    try {
      return S3Store.open(found(System.getenv()), at.bucket(), at.prefix().text());
    } catch (SdkException e) {
      throw S3Faults.io("open " + location, e);
    }
  }

  /** By what AWS's own tools would find. */
  private static AwsClients found(Map<String, String> environment) {
    return new AwsClients(
        new DefaultAwsRegionProviderChain().getRegion(),
        DefaultCredentialsProvider.builder().build(),
        StoreProvider.variable(environment, "AWS_ENDPOINT_URL").map(URI::create));
  }

  @Override
  public Bucket openByHand(String location, Retention retention, Map<String, String> environment)
      throws IOException {
    try {
      return S3Bucket.open(S3Location.parse(found(environment).s3(), location), retention);
    } catch (SdkException e) {
      throw S3Faults.io("open " + location, e);
    }
  }

  @Override
  public Bucket openToWrite(
      String location, Retention retention, WebIdentity self, Map<String, String> environment)
      throws IOException {
    WebIdentityRole role = WebIdentityRole.of(environment);
    WebIdentityCredentials credentials =
        new WebIdentityCredentials(role, self, WebIdentityCredentials.RENEWAL);
    try {
      // First, so that a role that is not ours is not told as a bucket that cannot be looked at.
      credentials.resolveCredentials();
    } catch (WebIdentityFailure e) {
      credentials.close();
      throw e.refused();
    }
    return S3Bucket.open(S3Location.parse(role.clients(credentials).s3(), location), retention);
  }
}
