package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.attestry.chain.Retention;
import dev.attestry.chain.Signer;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.infra.Applied.Resource;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The example of one cloud, applied to stand-ins of AWS; then the functions as processes of AWS's
 * own runtime client, by the names, ARNs and environment that came out of it. The two stand-ins
 * refuse different mistakes. What neither enforces is in {@link S3PolicyTest} and {@link AwsTest}.
 */
final class AwsApplyTest {

  private static final Path FUNCTIONS = Terraform.PROJECT.resolve("aws-adapter/functions/target");
  private static final int COMPONENTS = 3;

  /** How AWS names a machine, by its number. */
  private static final String MACHINE = "i-%017x";

  private static final Pattern TOLD = Pattern.compile("\\$\\.told = (\"[^\"]+\")");
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
          Running running = new Running(all, unpacked, aws.endpoint(), sqs, new HashMap<>())) {
        running.sweepCheckAppend();
        assertThat(log.entries(bucket, Kind.RESULT))
            .extracting(Entry::component)
            .hasSize(COMPONENTS)
            .doesNotHaveDuplicates();
        running.event();
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
    return TrialLog.create(bucket, false, Map.of("aws", signer), InstantSource.system())
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
      ObjectNode v = (ObjectNode) Applied.read(AwsTest.VARIABLES);
      v.put("lock", false).remove("genesis");
      if (!genesis.isEmpty()) {
        v.put("genesis", genesis);
      }
      v.put("shard", Instant.now().atOffset(ZoneOffset.UTC).getYear());
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

  /**
   * The functions, started by what the module wired to them.
   *
   * @param instances of each the one that all its events go to
   */
  private record Running(
      Applied all,
      Path unpacked,
      URI endpoint,
      SqsClient sqs,
      Map<String, FunctionProcess> instances)
      implements AutoCloseable {

    /** By what the schedule says, then over both queues. */
    void sweepCheckAppend() throws Exception {
      String input =
          all.one("aws_scheduler_schedule.function[\"sweep\"]")
              .values()
              .at("/target/0/input")
              .asText();
      String due = input.replace("<aws.scheduler.scheduled-time>", Instant.now().toString());
      assertThat(instance("sweep").answer(due).replace(" ", "")).contains("\"due\":" + COMPONENTS);
      work("check");
      work("append");
    }

    /** By what a rule lets through and hands to its target, over both queues. */
    void event() throws Exception {
      JsonNode happened = Ec2Event.running(MACHINE.formatted(1));
      List<Resource> rules =
          all.all("aws_cloudwatch_event_rule").stream()
              .filter(r -> Ec2Event.matches(r.json("event_pattern"), happened))
              .toList();
      assertThat(rules).hasSize(1);
      List<String> targets =
          all.all("aws_cloudwatch_event_target").stream()
              .filter(t -> t.text("rule").equals(rules.get(0).text("name")))
              .map(t -> t.text("arn"))
              .toList();
      assertThat(targets).containsExactly(function("event").text("arn"));
      assertThat(instance("event").answer(happened.toString()).replace(" ", ""))
          .contains("\"planned\":1");
      work("check");
      work("append");
    }

    /** What nobody can read: given up by its queue, and written down. */
    void poison() throws Exception {
      sqs.sendMessage(b -> b.queueUrl(queue("dead-letter")).messageBody("poison"));
      work("dead-letter");
    }

    void audit() throws Exception {
      assertThat(instance("audit").answer("{\"scheduled\":\"" + Instant.now() + "\"}"))
          .contains("clean");
    }

    /** A bucket that is not as it should be is said when a function starts. */
    void nothingWarns() throws IOException {
      for (String f : List.of("sweep", "event", "check", "append", "dead-letter", "audit")) {
        String lines = Files.readString(unpacked.resolve(type(f) + ".log"));
        assertThat(lines).as(f).doesNotContain("\"level\":\"error\"").doesNotContain("ERROR");
      }
    }

    /** The policy names nothing, so each result is one to be told of. */
    void linesSayWhatAlarmsGoBy() throws IOException {
      List<String> words =
          all.all("aws_cloudwatch_log_metric_filter").stream()
              .filter(f -> f.text("log_group_name").equals("/aws/lambda/attestry-append"))
              .flatMap(f -> TOLD.matcher(f.text("pattern")).results())
              .map(m -> "\"told\":" + m.group(1))
              .toList();
      assertThat(Files.readAllLines(unpacked.resolve("Append.log")).stream())
          .filteredOn(l -> words.stream().anyMatch(l::contains))
          .hasSizeGreaterThanOrEqualTo(COMPONENTS);
    }

    /** Hands what waits in a queue to the function that the module maps it to. */
    private void work(String queue) throws Exception {
      String arn =
          all.all("aws_sqs_queue").stream()
              .filter(q -> q.text("name").equals("attestry-" + queue))
              .map(q -> q.text("arn"))
              .findFirst()
              .orElseThrow();
      Resource mapping =
          all.all("aws_lambda_event_source_mapping").stream()
              .filter(m -> m.text("event_source_arn").equals(arn))
              .findFirst()
              .orElseThrow();
      String function = mapping.text("function_name").replaceFirst(".*:attestry-", "");
      FunctionProcess f = instance(function);
      for (List<Message> batch = receive(queue); !batch.isEmpty(); batch = receive(queue)) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        for (Message m : batch) {
          records.addObject().put("messageId", m.messageId()).put("body", m.body());
        }
        assertThat(f.answer(event.toString())).isEqualTo("{\"batchItemFailures\":[]}");
        for (Message m : batch) {
          sqs.deleteMessage(b -> b.queueUrl(queue(queue)).receiptHandle(m.receiptHandle()));
        }
      }
    }

    private List<Message> receive(String queue) {
      return new ArrayList<>(
          sqs.receiveMessage(
                  b -> b.queueUrl(queue(queue)).maxNumberOfMessages(10).waitTimeSeconds(1))
              .messages());
    }

    private String queue(String name) {
      return all.all("aws_sqs_queue").stream()
          .filter(q -> q.text("name").equals("attestry-" + name))
          .map(q -> q.text("url"))
          .findFirst()
          .orElseThrow();
    }

    private Resource function(String name) {
      return all.all("aws_lambda_function").stream()
          .filter(f -> f.text("function_name").equals("attestry-" + name))
          .findFirst()
          .orElseThrow();
    }

    /** Of its handler: {@code Sweep}. */
    private String type(String name) {
      return function(name)
          .text("handler")
          .replaceFirst("^dev\\.attestry\\.aws\\.functions\\.(\\w+)Handler::handleRequest$", "$1");
    }

    private FunctionProcess instance(String name) throws IOException {
      if (!instances.containsKey(name)) {
        instances.put(name, start(name));
      }
      return instances.get(name);
    }

    @Override
    public void close() {
      instances.values().forEach(FunctionProcess::close);
    }

    private FunctionProcess start(String name) throws IOException {
      Map<String, String> environment = new HashMap<>();
      function(name)
          .values()
          .at("/environment/0/variables")
          .properties()
          .forEach(v -> environment.put(v.getKey(), v.getValue().asText()));
      environment.put("AWS_REGION", Hook.REGION);
      environment.put("AWS_ACCESS_KEY_ID", Hook.ACCOUNT);
      environment.put("AWS_SECRET_ACCESS_KEY", "x");
      environment.put("AWS_ENDPOINT_URL", endpoint.toString());
      // The lab's guests answer on the loopback.
      environment.put("ATTESTRY_PLAIN_LOOPBACK", "1");
      return FunctionProcess.start(unpacked, type(name), environment);
    }
  }
}
