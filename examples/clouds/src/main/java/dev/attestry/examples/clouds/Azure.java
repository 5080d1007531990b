package dev.attestry.examples.clouds;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import dev.attestry.azure.host.HostProcess;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.azure.store.KeyVaultSigner;
import dev.attestry.azure.store.VaultKey;
import dev.attestry.chain.Signer;
import dev.attestry.codec.Json;
import dev.attestry.lab.standin.LoopbackAzure;
import dev.attestry.lab.standin.SharedS3;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Azure: our fake of the functions' host over Azurite's queues, and our fakes of the rest. */
final class Azure implements Deployment {

  /** The app that stands for the bucket's account in Entra. */
  private static final String AUDIENCE = "api://attestry-log";

  /** The schedules fire in January: here they are fired by hand. */
  private static final String NEVER = "0 0 3 1 1 *";

  private static final int RETENTION_DAYS = 1;

  private final SharedS3 s3;
  private final Packages packages;
  private final Stage stage;
  private final LoopbackAzure azure;
  private final VaultKey commitKey;
  private final VaultKey packKey;
  private final Signer signer;
  private Optional<HostProcess> host = Optional.empty();

  private Azure(SharedS3 s3, Packages packages, Stage stage)
      throws IOException, GeneralSecurityException {
    this.s3 = s3;
    this.packages = packages;
    this.stage = stage;
    this.azure = stage.on(LoopbackAzure.start(stage.folder("azure"), RETENTION_DAYS));
    String vault = azure.vault().endpoint().toString();
    this.commitKey = new VaultKey(vault, "commit", azure.vault().create("commit", "secp256r1"));
    this.packKey = new VaultKey(vault, "pack", azure.vault().createRsa("pack"));
    AzureClients clients =
        AzureClients.of(credential(), HttpClient.newBuilder().sslContext(azure.clientTls()));
    this.signer = KeyVaultSigner.of(clients.keys(vault), commitKey.name(), commitKey.version());
    s3.sts().trust(SharedS3.ROLE, azure.trust(AUDIENCE));
  }

  static Azure start(SharedS3 s3, Packages packages, Stage stage)
      throws IOException, GeneralSecurityException {
    return new Azure(s3, packages, stage);
  }

  private TokenCredential credential() {
    return r ->
        Mono.just(
            new AccessToken(
                azure.token(r.getScopes().get(0)),
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
  }

  @Override
  public String cloud() {
    return "azure";
  }

  @Override
  public String runtime() {
    return "our fake of the functions' host; Azurite's queues, our fake of Key Vault";
  }

  @Override
  public Signer commitKey() {
    return signer;
  }

  @Override
  public void deploy(Map<String, String> settings) throws IOException, InterruptedException {
    settings.putAll(s3.environment(AUDIENCE));
    settings.put("ATTESTRY_COMMIT_KEY", commitKey.toString());
    settings.put("ATTESTRY_PACK_KEY", packKey.toString());
    settings.put("ATTESTRY_QUEUES__queueServiceUri", azure.queues().toString());
    settings.put("ATTESTRY_CHECK_QUEUE", "checks");
    settings.put("ATTESTRY_APPEND_QUEUE", "results");
    settings.put("ATTESTRY_OWN_IDENTITIES", "00000000-0000-4000-8000-000000000002");
    settings.put("ATTESTRY_SWEEP_SCHEDULE", NEVER);
    settings.put("ATTESTRY_AUDIT_SCHEDULE", NEVER);
    settings.putAll(azure.identity());
    Path app = packages.azureFolder();
    host = Optional.of(stage.on(HostProcess.start(app, azure.trustStore(), settings)));
  }

  /** As the portal's button does. */
  @Override
  public void sweep() throws IOException, InterruptedException {
    post("/admin/functions/sweep", Json.object().put("input", "").toString(), Optional.empty());
  }

  @Override
  public void started(String component) throws IOException, InterruptedException {
    post(
        "/runtime/webhooks/EventGrid?functionName=event&code=key",
        "[" + ProviderEvents.azure(component) + "]",
        Optional.of("Notification"));
  }

  private void post(String path, String body, Optional<String> eventType)
      throws IOException, InterruptedException {
    HostProcess h = host.orElseThrow();
    HttpResponse<String> r = h.post(path, body, eventType);
    if (r.statusCode() != 202) {
      throw new IOException("Azure " + path + ": " + r.statusCode() + " " + h.lines());
    }
  }
}
