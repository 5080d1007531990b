package dev.attestry.aws.store;

import dev.attestry.lab.standin.AwsStandIn;

final class MiniStackCrashTest extends S3CrashContract {

  MiniStackCrashTest() {
    super(AwsStandIn.MINISTACK);
  }
}
