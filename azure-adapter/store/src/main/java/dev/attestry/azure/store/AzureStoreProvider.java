package dev.attestry.azure.store;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.BucketUri;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Opens {@code az://account/container/prefix} with the credentials that Azure's own tools find, and
 * at {@code AZURE_STORAGE_SERVICE_ENDPOINT} where that names another server.
 */
public final class AzureStoreProvider implements StoreProvider {

  private static final String SCHEME = "az";

  /** Of Azure's clouds: what answers there is Azure, whoever owns the vault. */
  private static final Pattern VAULT =
      Pattern.compile(
          "https://[0-9A-Za-z-]{3,24}\\.vault\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net)");

  private final Map<String, String> environment;

  /** For the service loader. */
  public AzureStoreProvider() {
    this(System.getenv());
  }

  AzureStoreProvider(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public Store open(String location) throws IOException {
    return open(location, AzureClients.of(credential()));
  }

  private static TokenCredential credential() {
    return new DefaultAzureCredentialBuilder()
        .httpClient(AzureClients.http(HttpClient.newBuilder()))
        .build();
  }

  Store open(String location, AzureClients clients) throws IOException {
    return new AzureStore(clients, at(location, clients, environment), this::isVault);
  }

  private static BlobLocation at(
      String location, AzureClients clients, Map<String, String> environment) throws IOException {
    BucketUri uri = BucketUri.parse(SCHEME, location);
    String path = uri.prefix().text();
    int slash = path.indexOf('/');
    if (slash <= 0) {
      throw new IOException(location + " is no container: write az://ACCOUNT/CONTAINER");
    }
    String endpoint =
        environment.getOrDefault(
            "AZURE_STORAGE_SERVICE_ENDPOINT", "https://" + uri.bucket() + ".blob.core.windows.net");
    return new BlobLocation(
        clients.container(endpoint, path.substring(0, slash)),
        new KeyPrefix(path.substring(slash + 1)));
  }

  @Override
  public Bucket openToWrite(
      String location, Retention retention, WebIdentity self, Map<String, String> environment)
      throws IOException {
    return openToWrite(location, retention, self, environment, HttpClient.newBuilder());
  }

  /**
   * The same by another way.
   *
   * @param network is set up further
   */
  static Bucket openToWrite(
      String location,
      Retention retention,
      WebIdentity self,
      Map<String, String> environment,
      HttpClient.Builder network)
      throws IOException {
    FederatedApp app = FederatedApp.of(environment);
    AzureClients clients =
        AzureClients.of(app.credential(self, AzureClients.http(network)), network);
    return openToWrite(location, retention, clients, environment);
  }

  @Override
  public Bucket openByHand(String location, Retention retention, Map<String, String> environment)
      throws IOException {
    return openToWrite(location, retention, AzureClients.of(credential()), environment);
  }

  static Bucket openToWrite(
      String location, Retention retention, AzureClients clients, Map<String, String> environment)
      throws IOException {
    StoreProvider.require(
        environment,
        "Resource Manager is asked for the policy of the storage account, by its resource id",
        FederatedApp.ACCOUNT);
    BlobLocation at = at(location, clients, environment);
    return AzureBucket.open(
        at,
        ContainerControl.of(
            clients,
            environment.getOrDefault("ATTESTRY_MANAGEMENT", ContainerControl.PUBLIC_CLOUD),
            environment.getOrDefault(FederatedApp.ACCOUNT, ""),
            at.client().getBlobContainerName()),
        retention);
  }

  /** Whoever can write to the container names the vault, and must not be shown a token. */
  private boolean isVault(String address) {
    return VAULT.matcher(address).matches() || address.equals(environment.get("ATTESTRY_VAULT"));
  }
}
