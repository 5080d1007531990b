package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.aws.store.KmsSigner;
import dev.attestry.aws.store.S3Bucket;
import dev.attestry.aws.store.S3Location;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.crypto.Crypto;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.TrialMap;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.Moto;
import dev.attestry.lab.standin.StandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The example of one cloud, applied to stand-ins of AWS; then the functions as processes of AWS's
 * own runtime client, by the names, ARNs and environment that came out of it. The two stand-ins
 * refuse different mistakes. What neither enforces is in {@link S3PolicyTest} and {@link AwsTest}.
 */
final class AwsApplyTest {

  private static final Path FUNCTIONS = Terraform.PROJECT.resolve("aws-adapter/functions/target");
  static final int COMPONENTS = 3;

  /** How AWS names a machine, by its number. */
  static final String MACHINE = "i-%017x";

  /** Writes on the owner's machine. */
  private static final Signer HOME = LocalSigner.generate(new SecureRandom());

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(Hook.ACCOUNT, "x"));

  @Test
  void motoTakesAllOfItAndTheSecondPlanChangesNothing() throws Exception {
    assumeTrue(Moto.missing().isEmpty(), () -> Moto.missing().orElseThrow());
    Path work = work("moto");
    try (StandIn aws = Moto.start(work);
        Hook hook = Hook.start(aws.endpoint().toString());
        Deployment d = Deployment.of("moto", hook)) {
      Applied first = d.apply("");
      assertThat(first.all("aws_lambda_function")).isEmpty();
      Applied second = d.apply("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
      assertThat(second.all("aws_lambda_function")).hasSize(6);
      d.planChangesNothing();
    }
  }

  @Test
  void theFunctionsRunOnWhatWasMadeInLocalStack() throws Exception {
    assumeTrue(Moto.missing().isEmpty(), () -> Moto.missing().orElseThrow());
    assumeTrue(
        AwsStandIn.LOCALSTACK.missing().isEmpty(),
        () -> AwsStandIn.LOCALSTACK.missing().orElseThrow());
    Path work = work("localstack");
    try (StandIn aws = AwsStandIn.LOCALSTACK.start(work);
        Hook hook = Hook.start(aws.endpoint().toString());
        Deployment d = Deployment.of("localstack", hook);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom())) {
      Applied keys = d.apply("");
      VersionedBucket bucket = bucket(aws.endpoint(), keys);
      TrialLog log = log(aws.endpoint(), keys, bucket, guests);
      Applied all = d.apply(log.genesis().hex());
      d.planChangesNothing();
      Path unpacked = FunctionProcess.unpack(FUNCTIONS, work.resolve("package"));
      try (SqsClient sqs = sqs(aws.endpoint());
          RunningFunctions running =
              new RunningFunctions(all, unpacked, aws.endpoint(), sqs, new HashMap<>())) {
        running.sweepCheckAppend();
        assertThat(log.entries(bucket, Kind.RESULT))
            .extracting(Entry::component)
            .hasSize(COMPONENTS)
            .doesNotHaveDuplicates();
        running.event(1);
        assertThat(log.entries(bucket, Kind.RESULT))
            .hasSize(COMPONENTS + 1)
            .last()
            .extracting(Entry::component)
            .isEqualTo("aws/c1");
        running.poison();
        assertThat(log.entries(bucket, Kind.ACTION)).hasSize(1);
        running.audit();
        assertThat(log.entries(bucket, Kind.AUDIT)).hasSize(1);
        running.nothingWarns();
        running.linesSayWhatAlarmsGoBy();
      }
      rotate(aws.endpoint(), d, log);
      Applied rotated = d.apply(log.genesis().hex(), 2, 2);
      d.planChangesNothing();
      try (SqsClient sqs = sqs(aws.endpoint());
          RunningFunctions running =
              new RunningFunctions(rotated, unpacked, aws.endpoint(), sqs, new HashMap<>())) {
        running.event(2);
        assertThat(log.entries(bucket, Kind.RESULT)).hasSize(COMPONENTS + 2);
        running.nothingWarns();
      }
      AuditReport audit =
          Audit.run(
              bucket,
              log.shard(),
              AuditSettings.fromBytesAlone(Crypto.fastest()).withGenesis(log.genesis()));
      assertThat(audit.findings())
          .noneMatch(f -> f.level() == AuditCheck.Level.FAULT)
          .noneMatch(f -> f.check() == AuditCheck.RETENTION);
      assertThat(bucket.alarms()).isEmpty();
    }
  }

  /** By the steps of infra/README.md: a key is made, and the owner has it replace the first. */
  private static void rotate(URI endpoint, Deployment d, TrialLog log) throws Exception {
    d.apply(log.genesis().hex(), 2, 1);
    Signer second = KmsSigner.of(clients(endpoint).kms(), "alias/attestry-commit-2");
    NoteSigner home = NoteSigner.of("home-commit", HOME);
    assertThat(log.rotate("aws", NoteSigner.of("aws-commit-2", second), home)).isTrue();
  }

  private static Path work(String name) throws IOException {
    return Files.createDirectories(
        Path.of("target", name + "-" + ProcessHandle.current().pid()).toAbsolutePath());
  }

  private static AwsClients clients(URI endpoint) {
    return new AwsClients(Region.of(Hook.REGION), CREDENTIALS, Optional.of(endpoint));
  }

  private static VersionedBucket bucket(URI endpoint, Applied all) throws IOException {
    return S3Bucket.open(
        S3Location.parse(clients(endpoint).s3(), all.output("bucket").path("url").asText()),
        Retention.ofShards(Retention.Mode.GOVERNANCE));
  }

  /** A log whose commit key is the one that was made. */
  private static TrialLog log(
      URI endpoint, Applied all, VersionedBucket bucket, EvidenceServer guests) throws Exception {
    Signer signer = KmsSigner.of(clients(endpoint).kms(), all.output("commit_key").asText());
    return TrialLog.create(
            bucket, false, Map.of("aws", signer, "home", HOME), InstantSource.system())
        .activate(
            "aws",
            signer,
            TrialMap.buckets("aws", COMPONENTS, MACHINE::formatted, guests),
            TrialMap.policy(),
            guests.anchors());
  }

  private static SqsClient sqs(URI endpoint) {
    return SqsClient.builder()
        .region(Region.of(Hook.REGION))
        .credentialsProvider(CREDENTIALS)
        .endpointOverride(endpoint)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** The example in a stand-in, from its first apply on. */
  private record Deployment(Terraform terraform, States states) implements AutoCloseable {

    static final String FOLDER = "examples/single-cloud";

    static Deployment of(String name, Hook hook) {
      States states = States.start();
      Terraform t =
          Terraform.copyTo("in-" + name + "-" + ProcessHandle.current().pid())
              .with(hook.environment())
              .keepingStateIn(states, FOLDER);
      return new Deployment(t, states);
    }

    @Override
    public void close() {
      states.close();
    }

    /** As a user does it: without a genesis first. */
    Applied apply(String genesis) {
      return apply(genesis, 1, 1);
    }

    Applied apply(String genesis, int keys, int chosen) {
      ObjectNode v = (ObjectNode) Applied.read(AwsTest.VARIABLES);
      int year = Instant.now().atOffset(ZoneOffset.UTC).getYear();
      v.put("lock", false).remove(List.of("genesis", "logs"));
      if (!genesis.isEmpty()) {
        v.put("genesis", genesis).putObject("logs").put("clinic.example/flows/" + year, genesis);
      }
      v.put("commit_keys", keys).put("commit_key", chosen);
      v.put("writer", chosen == 1 ? "aws-commit" : "aws-commit-" + chosen);
      v.put("shard", year);
      Applied.apply(terraform, FOLDER, v.toString());
      return Applied.of(states.newest());
    }

    void planChangesNothing() {
      Path variables = terraform.root().resolve("variables.tfvars.json");
      Terraform.Output plan =
          terraform.run(
              FOLDER,
              "plan",
              "-detailed-exitcode",
              "-input=false",
              "-no-color",
              "-var-file=" + variables);
      assertThat(plan.exit()).as(plan.text()).isZero();
    }
  }
}
