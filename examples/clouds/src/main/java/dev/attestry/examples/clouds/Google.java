package dev.attestry.examples.clouds;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.chain.Signer;
import dev.attestry.codec.Bytes;
import dev.attestry.gcp.store.CloudKmsSigner;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.standin.Delivery;
import dev.attestry.lab.standin.FakeCloudKms;
import dev.attestry.lab.standin.FakeEventarc;
import dev.attestry.lab.standin.FakeGoogleIdentity;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.GoogleInvoker;
import dev.attestry.lab.standin.SharedS3;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.WebIdentityTrust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Google: its own invoker, a process for each function, over Pub/Sub and our fakes of the rest. */
final class Google implements Deployment {

  private static final String KEYS = "projects/lab/locations/eu/keyRings/attestry/cryptoKeys/";
  private static final String AUDIENCE = "attestry-log";
  private static final String OWN = "attestry@lab.iam.gserviceaccount.com";
  private static final List<String> FUNCTIONS = List.of("Sweep", "Event", "Check", "Append");
  private static final int OK = 200;

  private final SharedS3 s3;
  private final Packages packages;
  private final Stage stage;
  private final Topics topics;
  private final FakeCloudKms kms;
  private final FakeGoogleIdentity metadata;
  private final String commitKey;
  private final Signer signer;
  private final Map<String, StandIn> functions = new ConcurrentHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Optional<Path> jar = Optional.empty();

  private Google(SharedS3 s3, Packages packages, Stage stage)
      throws IOException, GeneralSecurityException {
    this.s3 = s3;
    this.packages = packages;
    this.stage = stage;
    this.topics = Topics.start(stage);
    this.kms = stage.on(FakeCloudKms.start());
    FakeIssuer issuer = stage.on(FakeIssuer.start());
    this.metadata = stage.on(FakeGoogleIdentity.start(issuer));
    s3.sts()
        .trust(
            SharedS3.ROLE,
            new WebIdentityTrust(issuer.name(), AUDIENCE, FakeGoogleIdentity.ACCOUNT));
    this.commitKey = kms.create(KEYS + "commit", "secp256r1");
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(), Optional.empty(), Map.of("cloudkms", kms.endpoint()));
    this.signer = CloudKmsSigner.of(clients.kms(), commitKey);
  }

  static Google start(SharedS3 s3, Packages packages, Stage stage)
      throws IOException, GeneralSecurityException {
    return new Google(s3, packages, stage);
  }

  @Override
  public String cloud() {
    return "gcp";
  }

  @Override
  public String runtime() {
    return "Google's java-function-invoker; " + topics.words() + ", our fake of Cloud KMS";
  }

  @Override
  public Signer commitKey() {
    return signer;
  }

  @Override
  public void deploy(Map<String, String> settings) throws Exception {
    environment.putAll(settings);
    environment.putAll(s3.environment(AUDIENCE));
    environment.putAll(metadata.environment());
    environment.put("ATTESTRY_COMMIT_KEY", commitKey);
    environment.put("ATTESTRY_PACK_KEY", kms.createSymmetric(KEYS + "packs"));
    environment.put("ATTESTRY_CHECK_QUEUE", Topics.CHECKS);
    environment.put("ATTESTRY_APPEND_QUEUE", Topics.RESULTS);
    environment.put("ATTESTRY_OWN_IDENTITIES", OWN);
    environment.put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS", kms.endpoint().toString());
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB", topics.endpoint().toString());
    jar = Optional.of(packages.googleJar(stage.folder("google/package")));
    startAll();
    FakeEventarc eventarc = stage.on(new FakeEventarc());
    eventarc.deliver(topics.rounds(), () -> where("Sweep"));
    eventarc.deliver(topics.checks(), () -> where("Check"));
    eventarc.deliver(topics.results(), () -> where("Append"));
  }

  private void startAll() throws InterruptedException, ExecutionException {
    Map<String, Future<StandIn>> starting = new HashMap<>();
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      FUNCTIONS.forEach(name -> starting.put(name, side.submit(() -> start(name))));
    }
    for (Future<StandIn> f : starting.values()) {
      f.get();
    }
  }

  private StandIn start(String function) throws IOException {
    StandIn s =
        GoogleInvoker.start(
            packages.googleInvoker(),
            jar.orElseThrow(),
            "dev.attestry.gcp.functions." + function + "Handler",
            environment,
            stage.folder("google"));
    functions.put(function, s);
    return stage.on(s);
  }

  private URI where(String function) {
    return Optional.ofNullable(functions.get(function)).orElseThrow().endpoint();
  }

  @Override
  public void sweep() throws IOException {
    topics.rounds().publish(Bytes.utf8("{}"));
  }

  @Override
  public void started(String component) throws IOException, InterruptedException {
    Bytes entry = Bytes.utf8(ProviderEvents.google(component).toString());
    String id = UUID.randomUUID().toString();
    int status = new Delivery(where("Event")).event(id, "google.cloud.audit.log.v1.written", entry);
    if (status != OK) {
      throw new IOException("Google's event function answered " + status);
    }
  }

  /** Kills the function that checks, whatever it does just now. */
  void killCheck() {
    Optional.ofNullable(functions.get("Check")).orElseThrow().kill();
  }

  /** Starts another instance of it, as Cloud Run does. */
  void restartCheck() throws IOException {
    start("Check");
  }
}
