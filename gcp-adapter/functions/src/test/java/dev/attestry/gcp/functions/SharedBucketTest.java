package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.javanet.NetHttpTransport;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StoreProvider;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.flow.FlowMap;
import dev.attestry.gcp.store.CloudKmsSigner;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.TrialMap;
import dev.attestry.lab.standin.Delivery;
import dev.attestry.lab.standin.FakeCloudKms;
import dev.attestry.lab.standin.FakeGoogleIdentity;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.FakePubSub;
import dev.attestry.lab.standin.GoogleInvoker;
import dev.attestry.lab.standin.SharedS3;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.WebIdentityTrust;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package that is deployed, in Google's own invoker, over a log whose bucket AWS has: it writes
 * there as a role, by what the metadata server says that it is. No secret is in its environment.
 */
final class SharedBucketTest {

  private static final String KEYS = "projects/lab/locations/eu/keyRings/attestry/cryptoKeys/";
  private static final String AUDIENCE = "sts.amazonaws.com";
  private static final String CHECKS = "projects/lab/topics/checks";

  private final Path target = Path.of("target").toAbsolutePath();
  @TempDir private Path work;

  @Test
  void aSweepOfGoogleWritesItsPlanToABucketOfAws() throws Exception {
    Optional<String> missing = SharedS3.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (SharedS3 s3 = SharedS3.start(work);
        FakeIssuer accounts = FakeIssuer.start();
        FakeGoogleIdentity metadata = FakeGoogleIdentity.start(accounts);
        FakeCloudKms kms = FakeCloudKms.start();
        FakePubSub pubsub = FakePubSub.start()) {
      s3.sts()
          .trust(
              SharedS3.ROLE,
              new WebIdentityTrust(accounts.name(), AUDIENCE, FakeGoogleIdentity.ACCOUNT));
      Bucket bucket = bucket(s3, accounts);
      String commitKey = kms.create(KEYS + "commit", "secp256r1");
      Signer signer =
          CloudKmsSigner.of(
              new GoogleClients(
                      new NetHttpTransport(), Optional.empty(), Map.of("cloudkms", kms.endpoint()))
                  .kms(),
              commitKey);
      TrialLog log =
          TrialLog.create(bucket, false, Map.of("gcp", signer), InstantSource.system())
              .activate("gcp", signer, map(), TrialMap.policy(), TrustAnchors.of(List.of()));
      Map<String, String> environment = new HashMap<>(s3.environment(AUDIENCE));
      environment.putAll(metadata.environment());
      environment.putAll(settings(log, kms, commitKey, pubsub));
      try (StandIn sweep = function(environment)) {
        FakePubSub.Message round =
            new FakePubSub.Message("1", Instant.now(), Bytes.utf8("a round"));
        assertThat(new Delivery(sweep.endpoint()).message(round)).isEqualTo(200);
      }
      assertThat(log.entries(bucket, Kind.PLAN)).hasSize(1);
      // One session for the test, one for the function.
      assertThat(s3.sts().answers()).containsExactly("ok", "ok");
      assertThat(Files.readString(work.resolve("SweepHandler.log"))).doesNotContain("eyJ");
    }
  }

  private static Bucket bucket(SharedS3 s3, FakeIssuer accounts) throws IOException {
    StoreProvider provider =
        ServiceLoader.load(StoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.scheme().equals("s3"))
            .findFirst()
            .orElseThrow();
    return provider.openToWrite(
        SharedS3.LOCATION,
        Retention.ofShards(Retention.Mode.COMPLIANCE),
        audience -> accounts.token(FakeGoogleIdentity.ACCOUNT, audience).utf8(),
        s3.environment(AUDIENCE));
  }

  private static Map<String, String> settings(
      TrialLog log, FakeCloudKms kms, String commitKey, FakePubSub pubsub) throws Exception {
    return Map.ofEntries(
        Map.entry("ATTESTRY_SHARD", log.shard()),
        Map.entry("ATTESTRY_GENESIS", log.genesis().hex()),
        Map.entry("ATTESTRY_CLOUD", "gcp"),
        Map.entry("ATTESTRY_WRITER", "gcp-commit"),
        Map.entry("ATTESTRY_MAP", "m"),
        Map.entry("ATTESTRY_POLICY", "p"),
        Map.entry("ATTESTRY_BUCKET_MODE", "COMPLIANCE"),
        Map.entry("ATTESTRY_COMMIT_KEY", commitKey),
        Map.entry("ATTESTRY_PACK_KEY", kms.createSymmetric(KEYS + "packs")),
        Map.entry("ATTESTRY_CHECK_QUEUE", pubsub.create(CHECKS)),
        Map.entry("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true"),
        Map.entry("CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS", kms.endpoint().toString()),
        Map.entry("CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB", pubsub.endpoint().toString()));
  }

  private static FlowMap map() throws Exception {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    map.put("every_seconds", 3600);
    ObjectNode c = map.putObject("components").putObject("gcp/c0");
    c.put("kind", "bucket").put("cloud", "gcp").put("evidence", "posture");
    c.putObject("selector").put("id", "c0").put("url", "http://127.0.0.1:1/evidence");
    return FlowMap.of(map);
  }

  private StandIn function(Map<String, String> environment) throws IOException {
    return GoogleInvoker.start(
        target.resolve(GcpTrial.INVOKER),
        GcpTrial.unpacked(target, work),
        "dev.attestry.gcp.functions.SweepHandler",
        environment,
        work);
  }
}
