package dev.attestry.aws.store;

import dev.attestry.bucket.RealBucketContract;
import dev.attestry.chain.Retention;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** On a bucket of S3. */
final class RealBucketTest extends RealBucketContract {

  private static final String BUCKET = "ATTESTRY_REAL_BUCKET";

  RealBucketTest() {
    super(BUCKET);
  }

  @Override
  protected Remote remote() {
    Region region = new DefaultAwsRegionProviderChain().getRegion();
    AwsClients clients =
        new AwsClients(region, DefaultCredentialsProvider.builder().build(), Optional.empty());
    SwitchedClient client = new SwitchedClient(clients.s3());
    S3Location at = new S3Location(client.client(), variable(BUCKET), newPrefix().text());
    return new Remote(
        () -> S3Bucket.open(at, Retention.until(Retention.Mode.GOVERNANCE, inTenMinutes())),
        client::cut);
  }
}
