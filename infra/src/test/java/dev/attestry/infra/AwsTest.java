package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.events.Notification;
import dev.attestry.infra.Applied.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Everything in AWS, as the example of one cloud makes it. */
final class AwsTest {

  static final Path PACKAGE =
      Terraform.PROJECT.resolve("aws-adapter/functions/target/attestry-aws-functions.zip");

  static final String VARIABLES =
      """
      {"region": "eu-central-1", "origin": "clinic.example/flows", "shard": 2026, "map": "m", "policy": "p",
       "lock": true, "years": 6,
       "genesis": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "owner": "arn:aws:iam::123456789012:role/log-owner",
       "break_glass": ["arn:aws:iam::123456789012:role/break-glass"],
       "alarm_targets": ["arn:aws:sns:eu-central-1:123456789012:people"],
       "package": "PACKAGE"}
      """
          .replace("PACKAGE", PACKAGE.toString());

  private static final List<String> FUNCTIONS =
      List.of("sweep", "event", "check", "append", "dead-letter", "audit");

  /** What may be said of everything, and why. */
  private static final Map<String, String> WIDE =
      Map.of(
          "AccountManagesByItsOwnPolicies", "a key that the account cannot manage is lost",
          "FindsTheInstanceThatASelectorByTagOrAutoScalingGroupNames", "AWS knows nothing narrower",
          "ReadsWhatTheScriptPrinted", "AWS knows nothing narrower",
          "ReadsWhoseImageAnInstanceHas", "AWS knows nothing narrower",
          "WritersThroughThisBucketOnly", "in a key's policy * is this key");

  private final Applied all = Applied.of("examples/single-cloud", VARIABLES);

  private static String arn(String type, String name) {
    String of = "arn:aws:%s:eu-central-1:123456789012:%sattestry-%s";
    return switch (type) {
      case "aws_iam_role" -> "arn:aws:iam::123456789012:role/attestry-" + name;
      case "aws_sqs_queue" -> of.formatted("sqs", "", name);
      case "aws_sns_topic" -> of.formatted("sns", "", name);
      case "aws_ssm_document" -> of.formatted("ssm", "document/", name);
      case "aws_lambda_function" -> of.formatted("lambda", "function:", name);
      default -> throw new AssertionError(type);
    };
  }

  private List<Resource> functions() {
    List<Resource> f = all.all("aws_lambda_function");
    assertThat(f).hasSize(FUNCTIONS.size());
    return f;
  }

  @Test
  void everyHandlerIsInThePackage() throws IOException {
    try (ZipFile zip = new ZipFile(PACKAGE.toFile())) {
      for (Resource f : functions()) {
        assertThat(f.text("handler")).endsWith("::handleRequest");
        String type = f.text("handler").replace("::handleRequest", "");
        assertThat(zip.getEntry(type.replace('.', '/') + ".class")).as(type).isNotNull();
        assertThat(f.text("filename")).isEqualTo(PACKAGE.toString());
      }
    }
  }

  @Test
  void theModulesCopiesAreWhatTheAdaptersDeclare() throws IOException {
    for (String cloud : List.of("aws", "azure", "gcp")) {
      Path declared =
          Terraform.PROJECT.resolve(
              "%s-adapter/functions/src/main/resources/dev/attestry/%s/functions/permissions.json"
                  .formatted(cloud, cloud));
      Path copy = Terraform.SOURCES.resolve("modules/" + cloud + "/permissions.json");
      assertThat(copy).as(cloud).hasSameBinaryContentAs(declared);
    }
    assertThat(Terraform.SOURCES.resolve("modules/aws/evidence.ssm.json"))
        .hasSameBinaryContentAs(
            Terraform.PROJECT.resolve("infra/guest/attestry-evidence.ssm.json"));
  }

  /** Of each function: what its role may do, action by action, against what is declared. */
  @Test
  void eachRoleMayDoWhatThePackageDeclaresAndNothingElse() throws IOException {
    JsonNode declared =
        Applied.read(Files.readString(Terraform.SOURCES.resolve("modules/aws/permissions.json")));
    for (String f : FUNCTIONS) {
      Set<String> should = new TreeSet<>();
      for (JsonNode s : declared.path("statements")) {
        if (Iam.texts(s.path("functions")).contains(f)) {
          for (String action : Iam.texts(s.path("actions"))) {
            real(s.path("resource").asText(), f).forEach(r -> should.add(action + " on " + r));
          }
        }
      }
      Set<String> may = new TreeSet<>();
      for (JsonNode s : policyOf("attestry-" + f).path("Statement")) {
        assertThat(s.path("Effect").asText()).isEqualTo("Allow");
        for (String action : Iam.texts(s.path("Action"))) {
          Iam.texts(s.path("Resource")).forEach(r -> may.add(action + " on " + r));
        }
      }
      assertThat(may).as(f).isEqualTo(should);
    }
  }

  /** What the names in permissions.json are here, written down a second time. */
  private List<String> real(String resource, String function) {
    String bucket = "arn:aws:s3:::attestry-log-123456789012";
    return switch (resource) {
      case "bucket" -> List.of(bucket);
      case "bucket/*" -> List.of(bucket + "/*");
      case "commit-key" -> List.of(all.one("aws_kms_key.commit").text("arn"));
      case "pack-key" -> List.of(all.one("aws_kms_key.pack").text("arn"));
      case "check-queue" -> List.of(arn("aws_sqs_queue", "check"));
      case "append-queue" -> List.of(arn("aws_sqs_queue", "append"));
      case "dead-letter-queue" -> List.of(arn("aws_sqs_queue", "dead-letter"));
      case "topic" -> List.of(arn("aws_sns_topic", "told"));
      case "account", "commands" -> List.of("*");
      case "instances" -> List.of("arn:aws:ec2:eu-central-1:123456789012:instance/*");
      case "evidence-document and instances" ->
          List.of(
              arn("aws_ssm_document", "evidence"),
              "arn:aws:ec2:eu-central-1:123456789012:instance/*");
      case "log-group" ->
          List.of(
              "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/attestry-"
                  + function
                  + ":*");
      // The bucket is in this cloud: no token is needed.
      case "own role" -> List.of();
      default -> throw new AssertionError(resource);
    };
  }

  /** The one policy of a role. */
  private JsonNode policyOf(String role) {
    List<Resource> found =
        all.all("aws_iam_role_policy").stream().filter(p -> p.text("role").equals(role)).toList();
    assertThat(found).as(role).hasSize(1);
    return found.get(0).json("policy");
  }

  @Test
  void noRoleHasRightsFromElsewhere() {
    assertThat(all.all("aws_iam_role_policy_attachment")).isEmpty();
    assertThat(all.all("aws_iam_policy")).isEmpty();
    Set<String> roles =
        all.all("aws_iam_role").stream().map(r -> r.text("name")).collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(Set.of("attestry-scheduler"));
    FUNCTIONS.forEach(f -> expected.add("attestry-" + f));
    assertThat(roles).isEqualTo(expected);
    for (Resource r : all.all("aws_iam_role")) {
      String service =
          r.text("name").endsWith("-scheduler")
              ? "scheduler.amazonaws.com"
              : "lambda.amazonaws.com";
      JsonNode trust = r.json("assume_role_policy").path("Statement");
      assertThat(trust).hasSize(1);
      assertThat(trust.at("/0/Principal")).hasToString("{\"Service\":\"" + service + "\"}");
    }
  }

  @Test
  void eachFunctionRunsWithItsOwnRoleAndItsOwnLog() {
    for (Resource f : functions()) {
      String name = f.text("function_name");
      assertThat(f.text("role")).isEqualTo("arn:aws:iam::123456789012:role/" + name);
      assertThat(f.values().at("/logging_config/0/log_group").asText())
          .isEqualTo("/aws/lambda/" + name);
    }
    assertThat(all.all("aws_cloudwatch_log_group"))
        .hasSize(FUNCTIONS.size())
        .allMatch(g -> g.values().path("retention_in_days").asInt() >= 30);
  }

  /** Whoever allows everything, everybody or everywhere is named above, with a reason. */
  @Test
  void nothingWideIsAllowedWithoutAReason() {
    Set<String> wide = new TreeSet<>();
    for (Resource r : all.resources()) {
      for (String argument : List.of("policy", "assume_role_policy")) {
        if (r.text(argument).startsWith("{")) {
          for (JsonNode s : r.json(argument).path("Statement")) {
            assertThat(s.path("Sid").asText()).as(r.address()).matches("[A-Za-z0-9]+");
            boolean everything =
                Iam.texts(s.path("Action")).stream().anyMatch(a -> a.contains("*"))
                    || Iam.texts(s.path("Resource")).contains("*")
                    || s.path("Principal").asText().equals("*")
                    || Iam.texts(s.path("Principal").path("AWS")).contains("*");
            boolean allows = s.path("Effect").asText().equals("Allow");
            if (allows && everything) {
              wide.add(s.path("Sid").asText());
            }
            // Where it refuses, all other resources are more of them, and none is let in.
            assertThat(Set.of("NotAction", "NotResource", "NotPrincipal"))
                .noneMatch(n -> s.has(n) && (allows || !n.equals("NotResource")));
          }
        }
      }
    }
    assertThat(wide).isEqualTo(WIDE.keySet());
  }

  @Test
  void theScheduleStartsWhatIsThereAndSaysWhen() {
    Set<String> started = new TreeSet<>();
    for (Resource s : all.all("aws_scheduler_schedule")) {
      JsonNode target = s.values().at("/target/0");
      started.add(target.path("arn").asText());
      assertThat(target.path("input").asText())
          .isEqualTo("{\"scheduled\":\"<aws.scheduler.scheduled-time>\"}");
      assertThat(target.path("role_arn").asText()).isEqualTo(arn("aws_iam_role", "scheduler"));
      assertThat(target.at("/dead_letter_config/0/arn").asText())
          .isEqualTo(arn("aws_sqs_queue", "dead-letter"));
    }
    assertThat(started)
        .containsExactly(arn("aws_lambda_function", "audit"), arn("aws_lambda_function", "sweep"));
    assertThat(Iam.texts(policyOf("attestry-scheduler").at("/Statement/0/Resource")))
        .containsExactly(
            "arn:aws:lambda:eu-central-1:123456789012:function:attestry-audit",
            "arn:aws:lambda:eu-central-1:123456789012:function:attestry-sweep");
  }

  @Test
  void eachQueueIsWorkedOffByItsFunctionAndGivesUpToTheDeadLetters() {
    Map<String, String> worked = new TreeMap<>();
    for (Resource m : all.all("aws_lambda_event_source_mapping")) {
      worked.put(m.text("event_source_arn"), m.text("function_name"));
      assertThat(Iam.texts(m.values().path("function_response_types")))
          .containsExactly("ReportBatchItemFailures");
    }
    Map<String, String> should = new TreeMap<>();
    for (String q : List.of("check", "append", "dead-letter")) {
      should.put(arn("aws_sqs_queue", q), arn("aws_lambda_function", q));
      Resource queue =
          all.all("aws_sqs_queue").stream()
              .filter(r -> r.text("name").equals("attestry-" + q))
              .findFirst()
              .orElseThrow();
      assertThat(queue.values().path("sqs_managed_sse_enabled").asBoolean()).isTrue();
      assertThat(queue.values().path("visibility_timeout_seconds").asInt())
          .as("a message comes again only when its run is over")
          .isGreaterThanOrEqualTo(function(q).values().path("timeout").asInt());
      if (!q.equals("dead-letter")) {
        assertThat(queue.json("redrive_policy").path("deadLetterTargetArn").asText())
            .isEqualTo(arn("aws_sqs_queue", "dead-letter"));
      }
    }
    assertThat(worked).isEqualTo(should);
    JsonNode environment = function("check").values().at("/environment/0/variables");
    assertThat(environment.path("ATTESTRY_CHECK_QUEUE").asText())
        .isEqualTo("https://sqs.eu-central-1.amazonaws.com/123456789012/attestry-check");
    assertThat(environment.path("ATTESTRY_APPEND_QUEUE").asText())
        .isEqualTo("https://sqs.eu-central-1.amazonaws.com/123456789012/attestry-append");
  }

  private Resource function(String name) {
    return functions().stream()
        .filter(f -> f.text("function_name").equals("attestry-" + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyRuleStartsTheFunctionThatReadsEventsAndMayDoSo() {
    Set<String> rules = new TreeSet<>();
    for (Resource r : all.all("aws_cloudwatch_event_rule")) {
      rules.add(r.text("name"));
      r.json("event_pattern").forEach(v -> assertThat(v.isArray() || v.isObject()).isTrue());
    }
    assertThat(rules).isNotEmpty();
    assertThat(all.all("aws_cloudwatch_event_target"))
        .hasSize(rules.size())
        .allMatch(t -> t.text("arn").equals(arn("aws_lambda_function", "event")))
        .allMatch(t -> rules.contains(t.text("rule")));
    assertThat(all.all("aws_lambda_permission"))
        .hasSize(rules.size())
        .allMatch(p -> p.text("function_name").equals("attestry-event"))
        .allMatch(p -> p.text("principal").equals("events.amazonaws.com"))
        .allMatch(p -> p.text("source_arn").contains(":rule/attestry-"));
  }

  /** The alarms on the log go by words that the code says, and all of these have one. */
  @Test
  void whatIsToldIsCountedFromTheLogsOfAllWhoTell() {
    Set<String> counted = new TreeSet<>();
    Set<String> logs = new TreeSet<>();
    for (Resource f : all.all("aws_cloudwatch_log_metric_filter")) {
      Matcher m = Pattern.compile("\\$\\.told = \"([^\"]+)\"").matcher(f.text("pattern"));
      while (m.find()) {
        counted.add(m.group(1));
      }
      logs.add(f.text("log_group_name"));
    }
    assertThat(counted)
        .isEqualTo(
            Arrays.stream(Notification.Type.values())
                .map(Notification.Type::label)
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(logs)
        .containsExactlyInAnyOrder(
            "/aws/lambda/attestry-sweep",
            "/aws/lambda/attestry-append",
            "/aws/lambda/attestry-dead-letter",
            "/aws/lambda/attestry-audit");
  }

  @Test
  void alarmsAndDashboardLookAtWhatThereIs() {
    Set<String> known = new TreeSet<>();
    for (Resource f : all.all("aws_cloudwatch_log_metric_filter")) {
      JsonNode t = f.values().at("/metric_transformation/0");
      known.add(t.path("namespace").asText() + " " + t.path("name").asText());
    }
    for (Resource f : functions()) {
      for (String metric : List.of("Invocations", "Errors")) {
        known.add("AWS/Lambda " + metric + " FunctionName " + f.text("function_name"));
      }
    }
    for (Resource q : all.all("aws_sqs_queue")) {
      known.add("AWS/SQS ApproximateAgeOfOldestMessage QueueName " + q.text("name"));
    }
    Set<String> alarms = new TreeSet<>();
    for (Resource a : all.all("aws_cloudwatch_metric_alarm")) {
      StringBuilder metric = new StringBuilder(a.text("namespace") + " " + a.text("metric_name"));
      a.values()
          .path("dimensions")
          .properties()
          .forEach(
              d -> metric.append(' ').append(d.getKey()).append(' ').append(d.getValue().asText()));
      assertThat(known).as(a.address()).contains(metric.toString());
      assertThat(Iam.texts(a.values().path("alarm_actions")))
          .containsExactly("arn:aws:sns:eu-central-1:123456789012:people");
      alarms.add(metric.toString());
    }
    Set<String> shown = new TreeSet<>();
    for (JsonNode w :
        all.one("aws_cloudwatch_dashboard.attestry").json("dashboard_body").path("widgets")) {
      for (JsonNode m : w.at("/properties/metrics")) {
        shown.add(String.join(" ", Iam.texts(m)));
      }
    }
    assertThat(shown).isEqualTo(alarms);
  }

  @Test
  void theAlarmsOfTheIssueAreThere() {
    assertThat(all.all("aws_cloudwatch_metric_alarm").stream().map(a -> a.text("alarm_name")))
        .contains(
            "attestry-sweep-late",
            "attestry-gap",
            "attestry-contraindicated",
            "attestry-commit-lag",
            "attestry-audit-failed",
            "attestry-dead-letters");
  }

  @Test
  void keysThatCanTurnDoAndTheTopicIsEncrypted() {
    for (Resource k : all.all("aws_kms_key")) {
      boolean signs = k.text("key_usage").equals("SIGN_VERIFY");
      assertThat(k.values().path("enable_key_rotation").asBoolean()).isEqualTo(!signs);
    }
    assertThat(all.one("aws_sns_topic.told").text("kms_master_key_id")).isNotEmpty();
  }

  /** Whoever takes over a function, or administers the account, does not open packs or sign. */
  @Test
  void onlyFunctionsSignAndNoneOpensPacks() {
    JsonNode pack = all.one("aws_kms_key.pack").json("policy");
    for (String f : FUNCTIONS) {
      Iam.Request r = new Iam.Request(arn("aws_iam_role", f), "kms:Decrypt", "k", Map.of());
      assertThat(Iam.matching(pack, "Deny", r)).containsExactly("NoFunctionOpensPacks");
    }
    JsonNode commit = all.one("aws_kms_key.commit").json("policy");
    for (String who : List.of(arn("aws_iam_role", "check"), "arn:aws:iam::123456789012:root")) {
      Iam.Request r = new Iam.Request(who, "kms:Sign", "k", Map.of());
      assertThat(Iam.matching(commit, "Deny", r)).containsExactly("OnlyFunctionsSign");
    }
    for (String f : List.of("sweep", "event", "append", "dead-letter", "audit")) {
      Iam.Request r = new Iam.Request(arn("aws_iam_role", f), "kms:Sign", "k", Map.of());
      assertThat(Iam.matching(commit, "Deny", r)).isEmpty();
    }
  }
}
