package dev.attestry.aws.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Policy;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Content;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Home;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.PackSeal;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.StandingCommit;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.flow.FlowMap;
import dev.attestry.function.AppendFunction;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.FunctionLog;
import dev.attestry.function.FunctionSettings;
import dev.attestry.function.Notifier;
import dev.attestry.function.Outbox;
import dev.attestry.function.SweepFunction;
import dev.attestry.lab.TrialLog;
import dev.attestry.lab.standin.FakeSsm;
import dev.attestry.lab.standin.Printed;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.sweep.Checked;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Surroundings;
import dev.attestry.trust.TrustAnchors;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** One component in AWS, asked by the functions, and the log that says what came of it. */
final class SsmLab {

  static final String INSTANCE = "i-0123456789abcdef0";
  static final String DOCUMENT = "Attestry-Evidence";
  static final Path GUEST =
      Path.of(System.getProperty("attestry.project", "../..")).resolve("infra/guest");

  private SsmLab() {}

  /** A fake with one instance. */
  static FakeSsm with(Function<String, Printed> guest) throws Exception {
    return FakeSsm.start(
        DOCUMENT, GUEST.resolve("attestry-evidence.ssm.json"), Map.of(INSTANCE, guest));
  }

  /** The route, by AWS's own client. */
  static EvidenceSource route(FakeSsm ssm, Duration timeout) {
    AwsClients clients =
        new AwsClients(
            Region.US_EAST_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
            Optional.of(ssm.endpoint()));
    SsmClient client = clients.with(SsmClient.builder()).build();
    return new SsmRoute(client, DOCUMENT, timeout, new Random(1));
  }

  /**
   * What the log says after one sweep: {@code gap <reason>: <detail>}, or {@code result <tier>} and
   * the checks that did not pass. The detail is what the function's log says.
   */
  static String recorded(Path folder, String scheme, EvidenceSource source, TrustAnchors anchors)
      throws Exception {
    Bucket bucket = DirectoryBucket.create(folder.resolve("bucket"));
    SecureRandom random = new SecureRandom();
    LocalSigner key = LocalSigner.generate(random);
    Policy policy =
        Policy.of(Json.object().put("v", "attestry/policy/v1").put("name", "p").put("version", 1));
    TrialLog trial =
        TrialLog.create(bucket, false, Map.of("aws", key), InstantSource.system())
            .activate("aws", key, map(scheme), policy, anchors);
    FunctionSettings settings =
        new FunctionSettings(
            trial.shard(),
            trial.genesis(),
            "aws",
            "aws-commit",
            "m",
            "p",
            Duration.ofSeconds(30),
            1,
            1,
            true);
    FunctionLog log =
        new FunctionLog(bucket, key, PackSeal.CLEAR, settings, InstantSource.system(), random);
    Queue checks = new Queue(new ArrayList<>());
    Queue results = new Queue(new ArrayList<>());
    new SweepFunction(log, checks, Notifier.NOBODY).run(Instant.now());
    CheckFunction check = new CheckFunction(log, around(source, random), results, checks);
    List<Checked.Silent> silent = check.run(checks.sent().get(0));
    new AppendFunction(log, Notifier.NOBODY).run(results.sent());
    String why = silent.isEmpty() ? "" : ": " + silent.get(0).failure().detail();
    return newest(bucket, trial) + why;
  }

  private record Queue(List<Bytes> sent) implements Outbox {
    @Override
    public int maxLength() {
      return 1 << 20;
    }

    @Override
    public void send(Bytes message) {
      sent.add(message);
    }
  }

  private static Surroundings around(EvidenceSource source, SecureRandom random) {
    return new Surroundings(
        source,
        Executors.newVirtualThreadPerTaskExecutor(),
        InstantSource.system(),
        random,
        Crypto.fastest(),
        new VerifierId("test", "test"),
        Duration.ofSeconds(30),
        1);
  }

  private static FlowMap map(String scheme) throws Exception {
    ObjectNode map = Json.object().put("v", FlowMap.FORMAT).put("name", "m").put("version", 1);
    map.put("every_seconds", 300);
    map.putObject("components")
        .putObject("aws/c")
        .put("kind", "vm")
        .put("cloud", "aws")
        .put("evidence", scheme)
        .putObject("selector")
        .put("id", INSTANCE);
    return FlowMap.of(map);
  }

  private static String newest(Bucket bucket, TrialLog trial) throws Exception {
    List<Content> all = new ArrayList<>();
    Chain.open(
        bucket,
        trial.shard(),
        new Trust(Optional.of(trial.genesis()), Crypto.jdk(), Home.none()),
        new LogVisitor() {
          @Override
          public void standing(StandingCommit c) {
            for (LogLine l : c.lines()) {
              l.entry().ifPresent(e -> all.add(e.content()));
            }
          }
        });
    return switch (all.get(all.size() - 1)) {
      case GapContent g -> "gap " + g.reason();
      case ResultContent r ->
          "result "
              + EarCodec.read(Json.readObject("EAR", r.ear())).worstAppraisal().label()
              + " "
              + r.findings().notPassed();
      case Content other -> other.kind().toString();
    };
  }
}
