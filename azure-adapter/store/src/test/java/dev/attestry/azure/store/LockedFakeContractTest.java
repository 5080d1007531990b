package dev.attestry.azure.store;

final class LockedFakeContractTest extends AzureBucketContract {

  LockedFakeContractTest() {
    super(Settings.lockedForADay(), AzureLab::locked);
  }
}
