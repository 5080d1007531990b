package dev.attestry.azure.store;

final class VersionedFakeContractTest extends AzureBucketContract {

  VersionedFakeContractTest() {
    super(Settings.perVersion(), AzureLab::versioned);
  }
}
