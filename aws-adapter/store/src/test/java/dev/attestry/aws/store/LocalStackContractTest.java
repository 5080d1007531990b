package dev.attestry.aws.store;

import dev.attestry.lab.standin.AwsStandIn;

final class LocalStackContractTest extends S3BucketContract {

  LocalStackContractTest() {
    super(AwsStandIn.LOCALSTACK);
  }
}
