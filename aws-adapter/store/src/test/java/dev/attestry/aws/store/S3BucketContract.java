package dev.attestry.aws.store;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketContract;
import dev.attestry.chain.Retention;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The contract of every bucket, on one stand-in. */
abstract class S3BucketContract extends BucketContract {

  private final AwsStandIn kind;
  private final Map<Bucket, Made> made = new HashMap<>();

  /** What a bucket was opened with. */
  private record Made(SwitchedClient client, S3Location at) {}

  S3BucketContract(AwsStandIn kind) {
    this.kind = kind;
  }

  @Override
  protected Bucket newBucket() throws IOException {
    StoreLab lab = StoreLab.of(kind);
    SwitchedClient client = new SwitchedClient(lab.s3());
    return open(new Made(client, S3Location.of(client.client(), lab.lockBucket())));
  }

  @Override
  protected Bucket reopen(Bucket bucket) throws IOException {
    return open(made(bucket));
  }

  private Bucket open(Made m) throws IOException {
    Retention tomorrow = Retention.until(Retention.Mode.COMPLIANCE, StoreLab.tomorrow());
    Bucket b = S3Bucket.open(m.at, tomorrow);
    made.put(b, m);
    return b;
  }

  private Made made(Bucket bucket) {
    Made m = made.get(bucket);
    if (m == null) {
      throw new IllegalArgumentException("not a bucket of this test");
    }
    return m;
  }

  @Override
  protected void breakStore(Bucket bucket) {
    made(bucket).client.cut();
  }
}
