package dev.attestry.aws.store;

import dev.attestry.lab.standin.AwsStandIn;

final class MiniStackContractTest extends S3BucketContract {

  MiniStackContractTest() {
    super(AwsStandIn.MINISTACK);
  }
}
