package dev.attestry.aws.store;

import dev.attestry.chain.CrashContract;
import dev.attestry.lab.standin.AwsStandIn;
import java.util.List;

final class LocalStackCrashTest extends CrashContract {

  LocalStackCrashTest() {
    super(new S3CrashStore());
  }

  @Override
  protected List<String> newBucket() {
    return S3CrashStore.newBucket(AwsStandIn.LOCALSTACK);
  }
}
