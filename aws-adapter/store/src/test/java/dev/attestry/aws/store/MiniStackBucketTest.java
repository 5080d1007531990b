package dev.attestry.aws.store;

import dev.attestry.lab.standin.AwsStandIn;

final class MiniStackBucketTest extends S3BucketExamples {

  MiniStackBucketTest() {
    super(AwsStandIn.MINISTACK);
  }
}
