package dev.attestry.azure.functions;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.attestry.azure.store.AzureBucket;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.azure.store.BlobLocation;
import dev.attestry.azure.store.ContainerControl;
import dev.attestry.azure.store.KeyVaultSigner;
import dev.attestry.azure.store.VaultKey;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider;
import dev.attestry.flow.FlowMap;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.TrialMap;
import dev.attestry.lab.standin.LoopbackAzure;
import dev.attestry.lab.standin.SharedS3;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import reactor.core.publisher.Mono;

/**
 * A log in a container of Azurite, under keys of the fake vault, with lab attesters of posture as
 * its components; and what functions are told of it.
 */
final class AzureTrial implements AutoCloseable {

  static final String CONTAINER = "attestry-log";

  /** Of tokens by which AWS takes the app for its role. */
  private static final String AUDIENCE = "api://attestry-writer";

  private static final Retention RETENTION = Retention.ofShards(Retention.Mode.COMPLIANCE);

  /** More than the first of a shard needs. */
  private static final int DAYS = 3000;

  final LoopbackAzure azure;
  final AzureClients clients;
  final Bucket bucket;
  final TrialLog log;
  private final EvidenceServer guests;
  private final VaultKey commitKey;
  private final VaultKey packKey;
  private final Optional<SharedS3> elsewhere;

  /** With its log in a container of the account. */
  AzureTrial(Path work, int components) throws Exception {
    this(work, components, Optional.empty());
  }

  /**
   * @param elsewhere has the log, where the account has not
   */
  AzureTrial(Path work, int components, Optional<SharedS3> elsewhere) throws Exception {
    this.elsewhere = elsewhere;
    this.azure = LoopbackAzure.start(work, DAYS);
    this.guests =
        EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom());
    this.clients =
        AzureClients.of(credential(), HttpClient.newBuilder().sslContext(azure.clientTls()));
    clients.container(azure.blobs().toString(), CONTAINER).create();
    String vault = azure.vault().endpoint().toString();
    this.commitKey = new VaultKey(vault, "commit", azure.vault().create("commit", "secp256r1"));
    this.packKey = new VaultKey(vault, "pack", azure.vault().createRsa("pack"));
    this.bucket = elsewhere.isPresent() ? shared(elsewhere.get()) : own();
    Signer signer = KeyVaultSigner.of(clients.keys(vault), commitKey.name(), commitKey.version());
    FlowMap map = TrialMap.buckets("azure", components, AzureTrial::machine, guests);
    this.log =
        TrialLog.create(bucket, false, Map.of("azure", signer), InstantSource.system())
            .activate("azure", signer, map, TrialMap.policy(), guests.anchors());
  }

  private Bucket own() throws IOException {
    return AzureBucket.open(
        BlobLocation.of(clients.container(azure.blobs().toString(), CONTAINER)),
        ContainerControl.of(clients, azure.management().toString(), azure.account(), CONTAINER),
        RETENTION);
  }

  /** As the app's identity opens it. */
  private Bucket shared(SharedS3 s3) throws IOException {
    s3.sts().trust(SharedS3.ROLE, azure.trust(AUDIENCE));
    StoreProvider p =
        ServiceLoader.load(StoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(s -> s.scheme().equals("s3"))
            .findFirst()
            .orElseThrow();
    return p.openToWrite(
        SharedS3.LOCATION, RETENTION, azure::webIdentity, s3.environment(AUDIENCE));
  }

  private TokenCredential credential() {
    return r ->
        Mono.just(
            new AccessToken(
                azure.token(r.getScopes().get(0)),
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
  }

  /** The resource id of a component's machine. */
  static String machine(int i) {
    return "/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/c" + i;
  }

  /** Settings of the app. */
  Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(ownSettings());
    elsewhere.ifPresent(
        s3 -> {
          all.remove("ATTESTRY_BUCKET_ACCOUNT");
          all.putAll(s3.environment(AUDIENCE));
        });
    return all;
  }

  private Map<String, String> ownSettings() {
    return Map.ofEntries(
        Map.entry("ATTESTRY_SHARD", log.shard()),
        Map.entry("ATTESTRY_GENESIS", log.genesis().hex()),
        Map.entry("ATTESTRY_CLOUD", "azure"),
        Map.entry("ATTESTRY_WRITER", "azure-commit"),
        Map.entry("ATTESTRY_MAP", "m"),
        Map.entry("ATTESTRY_POLICY", "p"),
        Map.entry("ATTESTRY_BUCKET", azure.blobs() + "/" + CONTAINER),
        Map.entry("ATTESTRY_BUCKET_MODE", "COMPLIANCE"),
        Map.entry("ATTESTRY_BUCKET_ACCOUNT", azure.account()),
        Map.entry("ATTESTRY_MANAGEMENT", azure.management().toString()),
        Map.entry("ATTESTRY_COMMIT_KEY", commitKey.toString()),
        Map.entry("ATTESTRY_PACK_KEY", packKey.toString()),
        Map.entry("ATTESTRY_QUEUES__queueServiceUri", azure.queues().toString()),
        Map.entry("ATTESTRY_CHECK_QUEUE", "checks"),
        Map.entry("ATTESTRY_APPEND_QUEUE", "results"),
        Map.entry("ATTESTRY_TOPIC", azure.topic().endpoint().toString()),
        Map.entry("ATTESTRY_PLAIN_LOOPBACK", "1"),
        Map.entry("ATTESTRY_OWN_IDENTITIES", "00000000-0000-4000-8000-000000000002"));
  }

  /** A queue, which is there. */
  QueueClient queue(String name) {
    QueueClient q =
        new QueueClientBuilder()
            .endpoint(azure.queues().toString())
            .queueName(name)
            .messageEncoding(QueueMessageEncoding.BASE64)
            .credential(clients.credential())
            .httpClient(clients.network())
            .buildClient();
    q.createIfNotExists();
    return q;
  }

  @Override
  public void close() throws IOException {
    guests.close();
    azure.close();
  }
}
