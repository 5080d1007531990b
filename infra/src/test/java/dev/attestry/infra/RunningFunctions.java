package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.infra.Applied.Resource;
import dev.attestry.lab.standin.FunctionProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The functions, started by what the module wired to them.
 *
 * @param instances of each the one that all its events go to
 */
record RunningFunctions(
    Applied all, Path unpacked, URI endpoint, SqsClient sqs, Map<String, FunctionProcess> instances)
    implements AutoCloseable {

  private static final Pattern TOLD = Pattern.compile("\\$\\.told = (\"[^\"]+\")");

  /** Of the line by which the dead-letter function says what it could not read. */
  private static final String GIVEN_UP = "\"letter\":\"unreadable\"";

  /** By what the schedule says, then over both queues. */
  void sweepCheckAppend() throws Exception {
    String input =
        all.one("aws_scheduler_schedule.function[\"sweep\"]")
            .values()
            .at("/target/0/input")
            .asText();
    String due = input.replace("<aws.scheduler.scheduled-time>", Instant.now().toString());
    assertThat(instance("sweep").answer(due).replace(" ", ""))
        .contains("\"due\":" + AwsApplyTest.COMPONENTS);
    work("check");
    work("append");
  }

  /** By what a rule lets through and hands to its target, over both queues. */
  void event(int machine) throws Exception {
    JsonNode happened = Ec2Event.running(AwsApplyTest.MACHINE.formatted(machine));
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
    assertThat(lines("dead-letter")).filteredOn(l -> l.contains(GIVEN_UP)).hasSize(1);
  }

  void audit() throws Exception {
    assertThat(instance("audit").answer("{\"scheduled\":\"" + Instant.now() + "\"}"))
        .contains("clean");
  }

  /** A bucket that is not as it should be is said when a function starts. */
  void nothingWarns() throws IOException {
    for (String f : List.of("sweep", "event", "check", "append", "dead-letter", "audit")) {
      assertThat(lines(f))
          .as(f)
          .filteredOn(l -> !l.contains(GIVEN_UP))
          .noneMatch(l -> l.contains("\"level\":\"error\"") || l.contains("ERROR"));
    }
  }

  private List<String> lines(String function) throws IOException {
    return Files.readAllLines(unpacked.resolve(type(function) + ".log"));
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
        .hasSizeGreaterThanOrEqualTo(AwsApplyTest.COMPONENTS);
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
        sqs.receiveMessage(b -> b.queueUrl(queue(queue)).maxNumberOfMessages(10).waitTimeSeconds(1))
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
