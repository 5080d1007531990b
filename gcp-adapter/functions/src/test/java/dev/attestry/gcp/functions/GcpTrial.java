package dev.attestry.gcp.functions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.storage.model.Bucket;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.gcp.store.CloudKmsSigner;
import dev.attestry.gcp.store.GcsBucket;
import dev.attestry.gcp.store.GcsLocation;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.TrialMap;
import dev.attestry.lab.standin.Delivery;
import dev.attestry.lab.standin.FakeCloudKms;
import dev.attestry.lab.standin.FakeGcsServer;
import dev.attestry.lab.standin.FakePubSub;
import dev.attestry.lab.standin.GcsNetwork;
import dev.attestry.lab.standin.GoogleInvoker;
import dev.attestry.lab.standin.StandIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The package that is deployed, each function in Google's own invoker as a process of its own, over
 * a bucket of fake-gcs-server and our fakes of Cloud KMS and Pub/Sub. Attesters of the lab answer
 * over HTTP on the loopback.
 */
final class GcpTrial implements AutoCloseable {

  static final String CHECKS = "projects/lab/topics/checks";
  static final String RESULTS = "projects/lab/topics/results";
  static final String TOLD = "projects/lab/topics/told";
  static final String OWN = "attestry@lab.iam.gserviceaccount.com";

  static final List<String> FUNCTIONS =
      List.of("Sweep", "Event", "Check", "Append", "DeadLetter", "Audit");

  /** In the folder that the build makes. */
  static final String INVOKER = "invoker/java-function-invoker.jar";

  private static final String KEYS = "projects/lab/locations/eu/keyRings/attestry/cryptoKeys/";
  private static final String PROJECT = "projects/hospital/zones/europe-west3-a/instances/";

  final FakePubSub pubsub;
  final VersionedBucket bucket;
  final TrialLog log;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Path target = Path.of("target").toAbsolutePath();
  final Path work;
  final Map<String, String> environment;
  private final Map<String, StandIn> functions = new HashMap<>();

  private GcpTrial(int components) throws Exception {
    Files.createDirectories(target);
    this.work = Files.createTempDirectory(target, "trial");
    StandIn store = opened(FakeGcsServer.start(work));
    GcsNetwork network = GcsNetwork.to(store.endpoint());
    network.settings(GcsNetwork.PER_OBJECT);
    FakeCloudKms kms = opened(FakeCloudKms.start());
    this.pubsub = opened(FakePubSub.start());
    EvidenceServer guests =
        opened(
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom()));
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(),
            Optional.empty(),
            Map.of("storage", network.endpoint(), "cloudkms", kms.endpoint()));
    clients.storage().buckets().insert("lab", new Bucket().setName("log")).execute();
    this.bucket =
        GcsBucket.open(
            GcsLocation.of(clients.storage(), "log"),
            Retention.ofShards(Retention.Mode.COMPLIANCE));
    String commitKey = kms.create(KEYS + "commit", "secp256r1");
    Signer signer = CloudKmsSigner.of(clients.kms(), commitKey);
    this.log =
        TrialLog.create(bucket, false, Map.of("gcp", signer), InstantSource.system())
            .activate(
                "gcp",
                signer,
                TrialMap.buckets("gcp", components, GcpTrial::machine, guests),
                TrialMap.policy(),
                guests.anchors());
    this.environment =
        Map.ofEntries(
            Map.entry("ATTESTRY_SHARD", log.shard()),
            Map.entry("ATTESTRY_GENESIS", log.genesis().hex()),
            Map.entry("ATTESTRY_CLOUD", "gcp"),
            Map.entry("ATTESTRY_WRITER", "gcp-commit"),
            Map.entry("ATTESTRY_MAP", "m"),
            Map.entry("ATTESTRY_POLICY", "p"),
            Map.entry("ATTESTRY_BUCKET", "gs://log"),
            Map.entry("ATTESTRY_BUCKET_MODE", "COMPLIANCE"),
            Map.entry("ATTESTRY_COMMIT_KEY", commitKey),
            Map.entry("ATTESTRY_PACK_KEY", kms.createSymmetric(KEYS + "packs")),
            Map.entry("ATTESTRY_CHECK_QUEUE", pubsub.create(CHECKS)),
            Map.entry("ATTESTRY_APPEND_QUEUE", pubsub.create(RESULTS)),
            Map.entry("ATTESTRY_TOPIC", pubsub.create(TOLD)),
            Map.entry("ATTESTRY_PLAIN_LOOPBACK", "1"),
            Map.entry("ATTESTRY_OWN_IDENTITIES", OWN),
            Map.entry("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true"),
            Map.entry(
                "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", network.endpoint().toString() + "/"),
            Map.entry("CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS", kms.endpoint().toString()),
            Map.entry("CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB", pubsub.endpoint().toString()));
  }

  /** Skips the test, saying so, where the store is not installed. */
  static GcpTrial of(int components) throws Exception {
    Optional<String> missing = FakeGcsServer.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    GcpTrial t = new GcpTrial(components);
    try {
      t.start();
      return t;
    } catch (IOException | RuntimeException e) {
      t.close();
      throw e;
    }
  }

  /** The name of a component's machine, as selectors and events have it. */
  static String machine(int i) {
    return PROJECT + "c" + i;
  }

  private <T extends AutoCloseable> T opened(T t) {
    open.add(t);
    return t;
  }

  private void start() throws IOException {
    Path jar = unpacked(target, work);
    Path invoker = target.resolve(INVOKER);
    Map<String, Future<StandIn>> starting = new HashMap<>();
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : FUNCTIONS) {
        String target = "dev.attestry.gcp.functions." + name + "Handler";
        starting.put(
            name, side.submit(() -> GoogleInvoker.start(invoker, jar, target, environment, work)));
      }
    }
    for (Map.Entry<String, Future<StandIn>> s : starting.entrySet()) {
      functions.put(s.getKey(), opened(s.getValue().resultNow()));
    }
  }

  /** The package that is deployed: the jar whose manifest names what lies beside it. */
  static Path unpacked(Path target, Path work) throws IOException {
    Files.createDirectories(work.resolve("package/lib"));
    try (InputStream file = Files.newInputStream(target.resolve("attestry-gcp-functions.zip"));
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (!e.isDirectory()) {
          Files.copy(zip, work.resolve("package").resolve(e.getName()));
        }
      }
    }
    return work.resolve("package/attestry-gcp-functions.jar");
  }

  /** Where a function answers. */
  Delivery to(String function) {
    return new Delivery(Optional.ofNullable(functions.get(function)).orElseThrow().endpoint());
  }

  /** All entries of a kind, in order. */
  List<Entry> entries(Kind kind) throws Exception {
    return log.entries(bucket, kind);
  }

  /** What a function has printed so far. */
  String printed(String function) throws IOException {
    return Files.readString(work.resolve(function + "Handler.log"));
  }

  @Override
  public void close() throws IOException {
    try {
      for (AutoCloseable c : open.reversed()) {
        c.close();
      }
    } catch (Exception e) {
      throw new IOException("a stand-in did not end", e);
    }
  }
}
