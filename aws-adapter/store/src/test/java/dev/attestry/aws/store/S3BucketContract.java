package dev.attestry.aws.store;

import dev.attestry.bucket.RemoteBucketContract;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.AwsStandIn;

/** The contract of every bucket, on one stand-in. */
abstract class S3BucketContract extends RemoteBucketContract {

  private final AwsStandIn kind;

  S3BucketContract(AwsStandIn kind) {
    this.kind = kind;
  }

  @Override
  protected Remote remote() {
    StoreLab lab = StoreLab.of(kind);
    SwitchedClient client = new SwitchedClient(lab.s3());
    S3Location at = S3Location.of(client.client(), lab.lockBucket());
    Retention tomorrow = Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow());
    return new Remote(() -> S3Bucket.open(at, tomorrow), client::cut);
  }
}
