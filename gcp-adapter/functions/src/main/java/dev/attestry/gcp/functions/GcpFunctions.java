package dev.attestry.gcp.functions;

import com.google.api.services.pubsub.Pubsub;
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
import dev.attestry.gcp.evidence.GoogleInstances;
import dev.attestry.gcp.evidence.GoogleRoute;
import dev.attestry.gcp.store.CloudKmsDataKeys;
import dev.attestry.gcp.store.CloudKmsSigner;
import dev.attestry.gcp.store.GcsBucket;
import dev.attestry.gcp.store.GcsLocation;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.route.HttpsRoute;
import dev.attestry.route.SelectedSource;
import dev.attestry.sweep.EvidenceSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * What the functions use in Google Cloud.
 *
 * @param project where machines are looked for by their labels
 */
record GcpFunctions(GoogleClients clients, Optional<String> project) implements Cloud {

  static Functions ofEnvironment() throws IOException {
    FunctionEnvironment e = FunctionEnvironment.ofProcess();
    return Functions.of(
        e, new GcpFunctions(GoogleClients.of(e.variables()), e.optional("ATTESTRY_PROJECT")));
  }

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public WebIdentity self() {
    return AccountIdentity.ofMachine();
  }

  @Override
  public Bucket bucket(String name, Retention retention) throws IOException {
    return GcsBucket.open(GcsLocation.parse(clients.storage(), name), retention);
  }

  @Override
  public Signer commitKey(String name) throws IOException {
    return CloudKmsSigner.of(clients.kms(), name);
  }

  @Override
  public PackSeal packKey(String name, ObjectWriter objects, SecureRandom random) {
    return new WrappedPackSeal(new CloudKmsDataKeys(clients.kms(), name, random), objects, random);
  }

  @Override
  public Outbox queue(String name) {
    return new PubSubOutbox(pubsub(), name);
  }

  @Override
  public Notifier topic(String name, NotificationFormat format) {
    return new PubSubNotifier(pubsub(), name, format);
  }

  @Override
  public EvidenceSource sources(HttpsRoute byUrl, Duration timeout, SecureRandom random) {
    GoogleRoute route = new GoogleRoute(clients, byUrl, timeout, random);
    return new SelectedSource(
        new GoogleInstances(clients, project, timeout), route::isAtUrl, route);
  }

  private Pubsub pubsub() {
    return clients.with("pubsub", Pubsub.Builder::new).build();
  }
}
