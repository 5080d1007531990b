package dev.attestry.azure.store;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobUrlParts;
import dev.attestry.bucket.RealBucketContract;
import dev.attestry.chain.Retention;

/** On a container of Azure Blob Storage. */
final class RealBucketTest extends RealBucketContract {

  private static final String CONTAINER = "ATTESTRY_REAL_CONTAINER";
  private static final String ACCOUNT = "ATTESTRY_REAL_ACCOUNT";

  RealBucketTest() {
    super(CONTAINER, ACCOUNT);
  }

  @Override
  protected Remote remote() {
    FaultyHttp network = new FaultyHttp();
    AzureClients clients = AzureClients.over(new DefaultAzureCredentialBuilder().build(), network);
    BlobUrlParts url = BlobUrlParts.parse(variable(CONTAINER));
    String name = url.getBlobContainerName();
    BlobLocation at =
        new BlobLocation(
            clients.container(url.getScheme() + "://" + url.getHost(), name), newPrefix());
    ContainerControl control =
        ContainerControl.of(clients, ContainerControl.PUBLIC_CLOUD, variable(ACCOUNT), name);
    return new Remote(
        () ->
            AzureBucket.open(
                at, control, Retention.until(Retention.Mode.GOVERNANCE, inTenMinutes())),
        network::cut);
  }
}
