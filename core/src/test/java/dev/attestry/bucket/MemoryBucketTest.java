package dev.attestry.bucket;

final class MemoryBucketTest extends BucketContract {

  @Override
  protected Bucket newBucket() {
    return new MemoryBucket();
  }

  @Override
  protected Bucket reopen(Bucket bucket) {
    return bucket;
  }

  @Override
  protected void breakStore(Bucket bucket) {
    ((MemoryBucket) bucket).breakDown();
  }
}
