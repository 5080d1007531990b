package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Home;
import dev.attestry.chain.Id;
import dev.attestry.chain.Layout;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.LabBundle;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The command line over a log that lies in S3. */
final class S3CommandTest {

  private static final String PROJECT =
      Path.of(System.getProperty("attestry.project", "../..")).toAbsolutePath().toString();

  @TempDir private Path folder;
  private String home = ".attestry";

  private record Result(int exit, String out) {}

  @Test
  void auditsAndShowsALogThatLiesInABucket() throws Exception {
    StoreLab lab = StoreLab.of(AwsStandIn.MINISTACK);
    Result sweep = run(lab, "sweep");
    assertThat(sweep.exit()).as(sweep.out()).isZero();
    S3Location at = new S3Location(lab.s3(), lab.lockBucket(), "a/log/");
    Bucket copy = S3Bucket.open(at, Retention.ofShards(Retention.Mode.COMPLIANCE));
    copy(DirectoryBucket.open(folder.resolve(".attestry/bucket")), copy);

    Result audit = run(lab, "audit", "--bucket", at.toString());
    assertThat(audit.out()).contains(at + " · shard 2026", "✔ clean");
    assertThat(audit.exit()).isZero();
    Result show = run(lab, "show", "--bucket", at.toString());
    assertThat(show.exit()).as(show.out()).isZero();
    assertThat(run(lab, "audit", "--bucket", at.toString(), "--unseal", "--reverify").exit())
        .isZero();

    // Someone with rights that no writer has lays another object over a commit.
    lab.s3()
        .putObject(
            b -> b.bucket(at.bucket()).key("a/log/2026/commit/000"), RequestBody.fromString("x"));
    Result after = run(lab, "audit", "--bucket", at.toString());
    assertThat(after.out()).contains("✘ not clean", "commit/000");
    assertThat(after.exit()).isOne();
  }

  /** What functions without a way out judge by, under the log's lock. */
  @Test
  void importsABundleIntoALogThatLiesInABucket() throws Exception {
    StoreLab lab = StoreLab.of(AwsStandIn.MINISTACK);
    LabBundle.write(folder, Instant.now());
    assertThat(run(lab, "init", "--origin", "clinic.example/flows", "--bucket", "log").exit())
        .isZero();
    S3Location at = new S3Location(lab.s3(), lab.lockBucket(), "b/log/");
    Bucket copy = S3Bucket.open(at, Retention.ofShards(Retention.Mode.GOVERNANCE));
    copy(DirectoryBucket.open(folder.resolve("log")), copy);
    String[] command = {
      "collateral", "import", "bundle", "--anchor", "root.pem", "--bucket", at.toString()
    };
    Result undecided = run(lab, command);
    assertThat(undecided.exit()).isEqualTo(2);
    assertThat(undecided.out()).contains("COMPLIANCE or GOVERNANCE");
    Result r =
        run(
            lab,
            Stream.concat(Stream.of(command), Stream.of("--mode", "GOVERNANCE"))
                .toArray(String[]::new));
    assertThat(r.out()).contains("3 imported, 0 there already, 0 refused");
    assertThat(r.exit()).isZero();
    try (Stream<ObjectName> names = copy.list("")) {
      List<ObjectName> kept = names.filter(n -> n.value().contains("/collateral/")).toList();
      assertThat(kept).hasSize(3);
      for (ObjectName n : kept) {
        assertThat(copy.retainedUntil(n).orElseThrow())
            .isAfter(Instant.now().plus(Duration.ofDays(2190)));
      }
    }
  }

  /** What was broken off is made whole; then the owner writes where a function writes as well. */
  @Test
  void uploadsALogAndTheOwnerWritesToItThereBesideAFunction() throws Exception {
    StoreLab lab = StoreLab.of(AwsStandIn.MINISTACK);
    clinic(lab, ".attestry", "log");
    S3Location at = new S3Location(lab.s3(), lab.lockBucket(), "c/log/");
    Bucket store = S3Bucket.open(at, Retention.ofShards(Retention.Mode.GOVERNANCE));
    Bucket local = DirectoryBucket.open(folder.resolve("log"));
    JsonNode settings = settings();
    String shard = settings.path("shard").asText();
    ObjectName genesis = new Layout(shard).genesis();
    store.create(genesis, ((ReadOutcome.Found) local.read(genesis)).bytes());
    good(run(lab, upload(at)), "uploaded, 1 there already; the log ends with commit 1");
    try (Stream<ObjectName> names = store.list("")) {
      for (ObjectName n : names.toList()) {
        assertThat(store.retainedUntil(n).orElseThrow())
            .isAfter(Instant.now().plus(Duration.ofDays(2190)));
      }
    }

    NoteSigner function = NoteSigner.of("aws-commit", LocalSigner.generate(new SecureRandom()));
    good(
        run(lab, "keys", "add", function.key().toString(), "--component", "aws/"),
        "in force from commit 2 on");
    plan(store, settings, function);
    good(run(lab, "keys", "remove", "aws-commit"), "in force from commit 4 on");
    good(run(lab, "audit"), at + " · shard " + shard, "✔ clean", "5 commits");

    clinic(lab, "other", "log-2");
    Result other = run(lab, upload(at));
    assertThat(other.out()).contains(genesis + " in " + at + " is another object");
    assertThat(other.exit()).isOne();
  }

  private static String[] upload(S3Location at) {
    return new String[] {"upload", "--mode", "GOVERNANCE", "--bucket", at.toString()};
  }

  /** A log that functions may write to, in a home of its own. */
  private void clinic(StoreLab lab, String itsHome, String bucket) throws Exception {
    home = itsHome;
    Files.writeString(
        folder.resolve("flows.yaml"),
        """
        v: attestry/flow-map/v1
        name: clinic
        version: 1
        policy: policy.yaml
        components:
          aws/c0: {cloud: aws, evidence: posture, kind: bucket, selector: {id: "arn:aws:s3:::c0"}}
        flows:
          intake: {components: [aws/c0]}
        """);
    Files.writeString(
        folder.resolve("policy.yaml"), "v: attestry/policy/v1\nname: clinic\nversion: 1\n");
    good(run(lab, "init", "--origin", "clinic.example/flows", "--bucket", bucket), "genesis");
    good(run(lab, "policy", "activate", "--flows", "flows.yaml"), "in force");
  }

  private JsonNode settings() throws IOException, MalformedInput {
    return Json.read(
        "attestry.json", Bytes.of(Files.readAllBytes(folder.resolve(home + "/attestry.json"))));
  }

  /** A sweep of a function begins so. */
  private static void plan(Bucket store, JsonNode settings, NoteSigner by) throws Exception {
    Trust trust =
        new Trust(
            Optional.of(Bytes.ofHex(settings.path("genesis").asText())),
            Crypto.fastest(),
            Home.none());
    Chain chain = Chain.open(store, settings.path("shard").asText(), trust);
    Entry map =
        chain.view().inForce(PolicyContent.ObjectType.FLOW_MAP).values().iterator().next().entry();
    PlanContent plan =
        new PlanContent(
            ((PolicyContent) map.content()).identity(),
            List.of(new PlanContent.Slot("aws/c0", "s1", Instant.now().plusSeconds(600))));
    chain
        .appender(by, new Appender.Settings(new SecureRandom(), Instant::now, t -> {}, 5))
        .append(List.of(Draft.of(new Id(Chain.LOG, "s1", 1), chain.view().commit(), plan)));
  }

  private static void good(Result r, String... words) {
    assertThat(r.out()).contains(words);
    assertThat(r.exit()).isZero();
  }

  @Test
  void saysWhatIsMissingWhereABucketCannotBeOpened() throws Exception {
    StoreLab lab = StoreLab.of(AwsStandIn.MINISTACK);
    Result none = run(lab, "audit", "--bucket", "s3://no-such-bucket");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.out()).contains("s3://no-such-bucket").doesNotContain("\tat ");
    Result empty = run(lab, "audit", "--bucket", "s3://" + lab.plainBucket());
    assertThat(empty.exit()).isEqualTo(2);
    assertThat(empty.out()).contains("is not a log");
    Result other = run(lab, "audit", "--bucket", "ftp://somewhere/else");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.out()).contains("no store for ftp:// is installed", "lib/stores");
  }

  private static void copy(Bucket from, Bucket to) throws IOException {
    try (Stream<ObjectName> names = from.list("")) {
      for (ObjectName n : (Iterable<ObjectName>) names::iterator) {
        to.create(n, ((ReadOutcome.Found) from.read(n)).bytes());
      }
    }
  }

  private Result run(StoreLab lab, String... args) throws IOException, InterruptedException {
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
                "AWS_ENDPOINT_URL", lab.endpoint().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "ATTESTRY_HOME", folder.resolve(home).toString()));
    Process p = b.redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(p.waitFor(), out);
  }
}
