package dev.attestry.azure.functions;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.attestry.azure.evidence.AzureCvmRoute;
import dev.attestry.azure.evidence.AzureInstances;
import dev.attestry.azure.evidence.MaaRoute;
import dev.attestry.azure.evidence.RunCommandRoute;
import dev.attestry.azure.store.AzureBucket;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.azure.store.BlobLocation;
import dev.attestry.azure.store.ContainerControl;
import dev.attestry.azure.store.KeyVaultDataKeys;
import dev.attestry.azure.store.KeyVaultSigner;
import dev.attestry.azure.store.VaultKey;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider.WebIdentity;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.events.NotificationFormat;
import dev.attestry.function.Cloud;
import dev.attestry.function.FunctionEnvironment;
import dev.attestry.function.Functions;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.route.HttpsRoute;
import dev.attestry.route.SelectedSource;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What the functions use in Azure, by the identity that Azure gives the app: no setting holds a
 * secret.
 *
 * @param queues the queue service, as in {@code https://NAME.queue.core.windows.net}
 * @param management Resource Manager's address
 * @param environment has what only some need
 */
record AzureFunctions(
    AzureClients clients, String queues, String management, FunctionEnvironment environment)
    implements Cloud {

  /** Whom tokens for Azure Attestation are for. */
  private static final String ATTESTATION = "https://attest.azure.net";

  /** What settings of the queues' connection begin with, for the triggers and for us. */
  static final String QUEUES = "ATTESTRY_QUEUES";

  static Functions ofEnvironment() throws IOException {
    FunctionEnvironment e = FunctionEnvironment.ofProcess();
    AzureClients clients = AzureClients.of(identity(e));
    return Functions.of(
        e,
        new AzureFunctions(
            clients,
            e.required(QUEUES + "__queueServiceUri"),
            e.optional("ATTESTRY_MANAGEMENT").orElse(ContainerControl.PUBLIC_CLOUD),
            e));
  }

  /** The app's own identity, or the one of those assigned to it that the queues are read with. */
  private static TokenCredential identity(FunctionEnvironment e) {
    ManagedIdentityCredentialBuilder b = new ManagedIdentityCredentialBuilder();
    e.optional(QUEUES + "__clientId").ifPresent(b::clientId);
    return b.build();
  }

  @Override
  public String scheme() {
    return "az";
  }

  @Override
  public WebIdentity self() {
    return new AppIdentity(clients.credential());
  }

  @Override
  public Bucket bucket(String url, Retention retention) throws IOException {
    String account = environment.required("ATTESTRY_BUCKET_ACCOUNT");
    int slash = url.lastIndexOf('/');
    String container = url.substring(slash + 1);
    return AzureBucket.open(
        BlobLocation.of(clients.container(url.substring(0, Math.max(slash, 0)), container)),
        ContainerControl.of(clients, management, account, container),
        retention);
  }

  @Override
  public Signer commitKey(String url) throws IOException {
    VaultKey k = VaultKey.of(url);
    return KeyVaultSigner.of(clients.keys(k.vault()), k.name(), k.version());
  }

  @Override
  public PackSeal packKey(String url, ObjectWriter objects, SecureRandom random) {
    return new WrappedPackSeal(
        new KeyVaultDataKeys(clients, VaultKey.of(url), random), objects, random);
  }

  @Override
  public Outbox queue(String name) {
    return new StorageOutbox(
        new QueueClientBuilder()
            .endpoint(queues)
            .queueName(name)
            .messageEncoding(QueueMessageEncoding.BASE64)
            .credential(clients.credential())
            .httpClient(clients.network())
            .retryOptions(AzureClients.retries())
            .buildClient());
  }

  @Override
  public Notifier topic(String endpoint, NotificationFormat format) {
    return EventGridNotifier.of(clients, endpoint, format);
  }

  @Override
  public EvidenceSource sources(HttpsRoute byUrl, Duration timeout, SecureRandom random) {
    RunCommandRoute byMachine =
        new RunCommandRoute(clients.management(management), management, timeout, random);
    MaaRoute byProvider =
        new MaaRoute(
            clients.management(ATTESTATION), UnaryOperator.identity(), byUrl, byMachine, timeout);
    return new SelectedSource(
        new AzureInstances(
            clients.management(management),
            management,
            environment.optional("ATTESTRY_SUBSCRIPTION"),
            timeout),
        byUrl::asks,
        (target, challenge) ->
            (target.scheme().name().equals("maa-jwt")
                    ? byProvider
                    : byUrl.asks(target) ? byUrl : guest(target, byMachine))
                .collect(target, challenge));
  }

  private static EvidenceSource guest(Target target, RunCommandRoute byMachine) {
    return target.scheme().name().equals("azure-cvm") ? new AzureCvmRoute(byMachine) : byMachine;
  }
}
