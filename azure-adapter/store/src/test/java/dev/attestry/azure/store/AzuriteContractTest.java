package dev.attestry.azure.store;

/** Azurite keeps nothing, which no part of the contract needs. */
final class AzuriteContractTest extends AzureBucketContract {

  AzuriteContractTest() {
    super(Settings.lockedForADay(), AzureLab::azurite);
  }
}
