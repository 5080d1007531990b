package dev.attestry.aws.store;

import dev.attestry.lab.standin.AwsStandIn;

final class LocalStackCrashTest extends S3CrashContract {

  LocalStackCrashTest() {
    super(AwsStandIn.LOCALSTACK);
  }
}
