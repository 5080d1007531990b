package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Retention;
import dev.attestry.lab.LabBundle;
import dev.attestry.lab.standin.GcsNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line over a log that lies in Google Cloud Storage. */
final class GcsCommandTest {

  private static final String PROJECT =
      Path.of(System.getProperty("attestry.project", "../..")).toAbsolutePath().toString();

  @TempDir private Path folder;

  private record Result(int exit, String out) {}

  @Test
  void auditsALogThatLiesInABucketAndNamesOneThatIsNotThere() throws Exception {
    GcsNetwork network = GcsLab.network();
    Result sweep = run(network.endpoint(), "sweep");
    assertThat(sweep.exit()).as(sweep.out()).isZero();
    GcsLocation at =
        new GcsLocation(
            GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket(), new KeyPrefix("a/log/"));
    Bucket copy = GcsBucket.open(at, Retention.ofShards(Retention.Mode.COMPLIANCE));
    copy(DirectoryBucket.open(folder.resolve(".attestry/bucket")), copy);

    Result audit = run(network.endpoint(), "audit", "--bucket", at.toString());
    assertThat(audit.out()).contains(at + " · shard 2026", "✔ clean");
    assertThat(audit.exit()).isZero();
    Result none = run(network.endpoint(), "audit", "--bucket", "gs://no-such-bucket");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.out()).contains("gs://no-such-bucket").doesNotContain("\tat ");
  }

  /** What functions without a way out judge by, under the log's retention. */
  @Test
  void importsABundleIntoALogThatWasUploadedToABucket() throws Exception {
    GcsNetwork network = GcsLab.network();
    LabBundle.write(folder, Instant.now());
    run(network.endpoint(), "init", "--origin", "clinic.example/flows", "--bucket", "log");
    GcsLocation at =
        new GcsLocation(
            GcsLab.clients(network.endpoint()).storage(), GcsLab.bucket(), new KeyPrefix("b/log/"));
    Bucket copy = GcsBucket.open(at, Retention.ofShards(Retention.Mode.COMPLIANCE));
    String upload = "upload --mode COMPLIANCE --bucket " + at;
    assertThat(run(network.endpoint(), upload.split(" ", -1)).out())
        .contains("2 objects uploaded, 0 there already");
    String command = "collateral import bundle --anchor root.pem";
    Result r = run(network.endpoint(), command.split(" ", -1));
    assertThat(r.out()).contains("3 imported, 0 there already, 0 refused");
    assertThat(r.exit()).isZero();
    try (Stream<ObjectName> names = copy.list("")) {
      assertThat(names.filter(n -> n.value().contains("/collateral/"))).hasSize(3);
    }
  }

  private static void copy(Bucket from, Bucket to) throws IOException {
    try (Stream<ObjectName> names = from.list("")) {
      for (ObjectName n : (Iterable<ObjectName>) names::iterator) {
        to.create(n, ((ReadOutcome.Found) from.read(n)).bytes());
      }
    }
  }

  private Result run(URI endpoint, String... args) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dattestry.root=" + PROJECT,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.attestry.cli.Main"),
                Stream.of(args))
            .toList();
    ProcessBuilder b = new ProcessBuilder(command).directory(folder.toFile());
    b.environment()
        .putAll(
            Map.of(
                "CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true",
                "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", endpoint.toString(),
                "ATTESTRY_HOME", folder.resolve(".attestry").toString()));
    Process p = b.redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(p.waitFor(), out);
  }
}
