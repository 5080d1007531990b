package dev.attestry.aws.store;

import dev.attestry.lab.standin.AwsStandIn;

final class LocalStackBucketTest extends S3BucketExamples {

  LocalStackBucketTest() {
    super(AwsStandIn.LOCALSTACK);
  }
}
