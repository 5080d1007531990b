package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.events.Notification;
import dev.attestry.infra.Applied.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
       "logs": {"clinic.example/flows/2026": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
       "owner": "arn:aws:iam::123456789012:role/log-owner",
       "break_glass": ["arn:aws:iam::123456789012:role/break-glass"],
       "alarm_targets": ["arn:aws:sns:eu-central-1:123456789012:people"],
       "package": "PACKAGE"}
      """
          .replace("PACKAGE", PACKAGE.toString());

  static final List<String> FUNCTIONS =
      List.of("sweep", "event", "check", "append", "dead-letter", "audit");

  private final Applied all = Applied.of("examples/single-cloud", VARIABLES);

  static String arn(String type, String name) {
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
      assertThat(queue.values().path("message_retention_seconds").asInt())
          .as("what nobody can work off for a while is kept as long as SQS keeps anything")
          .isEqualTo(14 * 24 * 3600);
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
}
