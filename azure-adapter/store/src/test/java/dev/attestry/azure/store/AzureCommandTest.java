package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.credential.AccessToken;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.Azurite;
import dev.attestry.lab.standin.LoopbackAzure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The command line over a log that lies in a container, opened with an identity's token. */
final class AzureCommandTest {

  private static final String PROJECT =
      Path.of(System.getProperty("attestry.project", "../..")).toAbsolutePath().toString();
  private static final String CONTAINER = "a-log";
  private static final String LOCATION = "az://" + Azurite.ACCOUNT + "/" + CONTAINER;
  private static final Layout LAYOUT = new Layout("2026");
  private static final Pack PACK =
      new Pack(
          List.of(
              new PackItem("azure/a/stated", "text/plain", Bytes.zeros(16), Bytes.utf8("stated"))));

  @TempDir private Path folder;

  private record Result(int exit, String out) {}

  @Test
  void auditsALogThatLiesInAContainerAndOpensItsPacks() throws Exception {
    Optional<String> missing = LoopbackAzure.missing();
    missing.ifPresent(m -> System.err.println("SKIPPED: " + m));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (LoopbackAzure azure = LoopbackAzure.start(folder, 1)) {
      AzureClients clients =
          AzureClients.of(
              r ->
                  Mono.just(
                      new AccessToken(
                          azure.token(r.getScopes().get(0)),
                          OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
              HttpClient.newBuilder().sslContext(azure.clientTls()));
      clients.container(azure.blobs().toString(), CONTAINER).create();
      audit(azure, clients);
      open(azure, clients);
    }
  }

  private void audit(LoopbackAzure azure, AzureClients clients) throws Exception {
    Result sweep = run(azure, "sweep");
    assertThat(sweep.exit()).as(sweep.out()).isZero();
    copy(DirectoryBucket.open(folder.resolve(".attestry/bucket")), bucket(azure, clients, "log/"));
    String at = LOCATION + "/log";
    Result audit = run(azure, "audit", "--bucket", at);
    assertThat(audit.out()).contains(CONTAINER + "/log/ · shard 2026", "✔ clean");
    assertThat(audit.exit()).isZero();
  }

  @Test
  void whatNamesNoContainerIsRefusedWithTheFormToWrite() {
    for (String location : new String[] {"az://" + Azurite.ACCOUNT, "az://a/", "s3://a/b"}) {
      assertThatIOException()
          .isThrownBy(() -> new AzureStoreProvider(Map.of()).open(location))
          .withMessageContaining("write az://");
    }
  }

  /** Of a vault that is not Azure's, and that nobody named, no key is asked. */
  private static void open(LoopbackAzure azure, AzureClients clients) throws Exception {
    String vault = azure.vault().endpoint().toString();
    VaultKey key = new VaultKey(vault, "pack", azure.vault().createRsa("pack"));
    SecureRandom random = new SecureRandom();
    Bytes sealed =
        new WrappedPackSeal(
                new KeyVaultDataKeys(clients, key, random),
                new ObjectWriter(bucket(azure, clients, ""), LAYOUT),
                random)
            .seal(PACK);
    String server = azure.blobs().toString();
    Map<String, String> named =
        Map.of("AZURE_STORAGE_SERVICE_ENDPOINT", server, "ATTESTRY_VAULT", vault);
    List<String> problems = new ArrayList<>();
    try (StoreProvider.Store s = new AzureStoreProvider(named).open(LOCATION, clients)) {
      assertThat(s.folders()).containsExactlyInAnyOrder("2026", "log");
      assertThat(new PackReader(s.packKeys(LAYOUT, problems::add)).read(sealed))
          .isInstanceOfSatisfying(
              PackReader.Outcome.Opened.class, o -> assertThat(o.pack()).isEqualTo(PACK));
      assertThat(problems).isEmpty();
    }
    Map<String, String> unnamed = Map.of("AZURE_STORAGE_SERVICE_ENDPOINT", server);
    try (StoreProvider.Store s = new AzureStoreProvider(unnamed).open(LOCATION, clients)) {
      assertThat(new PackReader(s.packKeys(LAYOUT, problems::add)).read(sealed))
          .isInstanceOf(PackReader.Outcome.NoKey.class);
      assertThat(problems).singleElement().asString().contains("not asked");
    }
  }

  private static Bucket bucket(LoopbackAzure azure, AzureClients clients, String prefix)
      throws IOException {
    return AzureBucket.open(
        new BlobLocation(
            clients.container(azure.blobs().toString(), CONTAINER), new KeyPrefix(prefix)),
        Settings.lockedForADay(),
        Retention.until(Retention.Mode.COMPLIANCE, Instant.now().plus(Duration.ofHours(1))));
  }

  private static void copy(Bucket from, Bucket to) throws IOException {
    try (Stream<ObjectName> names = from.list("")) {
      for (ObjectName n : (Iterable<ObjectName>) names::iterator) {
        to.create(n, ((ReadOutcome.Found) from.read(n)).bytes());
      }
    }
  }

  private Result run(LoopbackAzure azure, String... args) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Djavax.net.ssl.trustStore=" + azure.trustStore().toAbsolutePath(),
                    "-Dattestry.root=" + PROJECT,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.attestry.cli.Main"),
                Stream.of(args))
            .toList();
    ProcessBuilder b = new ProcessBuilder(command).directory(folder.toFile());
    b.environment().putAll(azure.identity());
    b.environment().put("AZURE_STORAGE_SERVICE_ENDPOINT", azure.blobs().toString());
    b.environment().put("ATTESTRY_HOME", folder.resolve(".attestry").toString());
    Process p = b.redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(p.waitFor(), out);
  }
}
