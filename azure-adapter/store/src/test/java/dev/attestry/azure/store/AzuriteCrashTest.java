package dev.attestry.azure.store;

import dev.attestry.chain.CrashContract;
import java.util.List;

final class AzuriteCrashTest extends CrashContract {

  AzuriteCrashTest() {
    super(new AzureCrashStore());
  }

  @Override
  protected List<String> newBucket() {
    String name = AzureLab.azurite(AzureLab.http()).getBlobContainerName();
    return List.of(AzureLab.azurite(), name);
  }
}
