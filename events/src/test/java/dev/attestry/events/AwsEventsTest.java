package dev.attestry.events;

import static dev.attestry.events.Samples.STRANGER;
import static dev.attestry.events.Samples.bridge;
import static dev.attestry.events.Samples.bridged;
import static dev.attestry.events.Samples.bytes;
import static dev.attestry.events.Samples.call;
import static dev.attestry.events.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import org.junit.jupiter.api.Test;

/** Events of AWS, on each way that they take. */
final class AwsEventsTest {

  private static ProviderEvent read(Object json) {
    Delivery d = Delivery.read(bytes(json));
    assertThat(d.malformed()).isEmpty();
    assertThat(d.events()).hasSize(1);
    return d.events().get(0);
  }

  @Test
  void aStateOnTheWayToAnotherIsOnlyTheBeginning() {
    assertThat(read(state("i-1", "pending", "e1")).ignored()).contains(Ignored.BEGUN);
    assertThat(read(state("i-1", "shutting-down", "e1")).ignored()).contains(Ignored.BEGUN);
    ProviderEvent running = read(state("i-1", "running", "e2"));
    assertThat(running.ignored()).isEmpty();
    assertThat(running.operationId()).isEqualTo("e2");
    assertThat(running.resources()).containsExactly("i-1");
  }

  @Test
  void anApiCallIsTheSameOperationOnEachWayThatItsRecordTakes() {
    ObjectNode record = call("ec2", "ModifyInstanceAttribute", "i-1", STRANGER);
    ProviderEvent raw = read(record);
    assertThat(raw.operation()).isEqualTo("ec2:ModifyInstanceAttribute");
    assertThat(raw.actors()).contains(STRANGER);
    ObjectNode file = Json.object();
    file.putArray("Records").add(record);
    ObjectNode sqs = Json.object();
    sqs.putArray("Records")
        .addObject()
        .put("eventSource", "aws:sqs")
        .put("body", bridged(record).toString());
    ObjectNode sns = Json.object();
    sns.putArray("Records")
        .addObject()
        .put("EventSource", "aws:sns")
        .putObject("Sns")
        .put("TopicArn", "arn:aws:sns:eu-central-1:111122223333:t")
        .put("Message", bridged(record).toString());
    assertThat(read(bridged(record))).isEqualTo(raw);
    assertThat(read(file)).isEqualTo(raw);
    assertThat(read(sqs)).isEqualTo(raw);
    assertThat(read(sns)).isEqualTo(raw);
  }

  @Test
  void instancesAreFoundHoweverTheApiNestsThem() {
    ObjectNode options = call("ec2", "ModifyInstanceMetadataOptions", "x", STRANGER);
    options
        .putObject("requestParameters")
        .putObject("ModifyInstanceMetadataOptionsRequest")
        .put("InstanceId", "i-2");
    assertThat(read(options).resources()).containsExactly("i-2");
    ObjectNode stop = call("ec2", "StopInstances", "x", STRANGER);
    stop.putObject("requestParameters")
        .putObject("instancesSet")
        .putArray("items")
        .add(Json.object().put("instanceId", "i-3"))
        .add(Json.object().put("instanceId", "i-4"));
    assertThat(read(stop).resources()).containsExactlyInAnyOrder("i-3", "i-4");
    ObjectNode send = call("ssm", "SendCommand", "x", STRANGER);
    send.putObject("requestParameters")
        .putArray("targets")
        .addObject()
        .put("key", "InstanceIds")
        .putArray("values")
        .add("i-5");
    assertThat(read(send).resources()).containsExactly("i-5");
  }

  @Test
  void whoOnlyLooksOrIsRefusedChangesNothing() {
    ObjectNode reads = call("ec2", "DescribeInstances", "i-1", STRANGER);
    assertThat(read(reads).ignored()).contains(Ignored.READ_ONLY);
    // AWS says so itself where it does; a name alone is a guess.
    assertThat(read(reads.put("readOnly", false)).ignored()).isEmpty();
    ObjectNode refused = call("ec2", "StopInstances", "i-1", STRANGER);
    refused.put("errorCode", "Client.UnauthorizedOperation");
    assertThat(read(refused).ignored()).contains(Ignored.REFUSED);
  }

  @Test
  void healthTellsOneThingTwiceUnderOneId() {
    ObjectNode health = bridge("aws.health", "AWS Health Event", "h1");
    ObjectNode detail = health.putObject("detail");
    detail
        .put("eventTypeCode", "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED")
        .put("communicationId", "c-77");
    detail.putArray("affectedEntities").addObject().put("entityValue", "i-6");
    ProviderEvent e = read(health);
    assertThat(e.operation()).endsWith("/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED");
    assertThat(e.resources()).containsExactly("i-6");
    assertThat(read(health.put("id", "h2"))).isEqualTo(e);
  }

  @Test
  void anImageThatChangesIsNamed() {
    ObjectNode image = bridge("aws.ec2", "EC2 AMI State Change", "a1");
    image.putObject("detail").put("ImageId", "ami-1").put("State", "available");
    assertThat(read(image).resources()).containsExactly("ami-1");
    assertThat(read(image).operation()).isEqualTo("ec2:ec2-ami-state-change/available");
  }

  @Test
  void schedulesAndOtherServicesAreNothingForUs() {
    ObjectNode schedule = bridge("aws.scheduler", "Scheduled Event", "s1");
    assertThat(read(schedule).ignored()).contains(Ignored.SCHEDULE);
    ObjectNode object = bridge("aws.s3", "Object Created", "o1");
    assertThat(read(object).ignored()).contains(Ignored.OTHER_KIND);
    ObjectNode rule = Json.object();
    rule.put("invokingEvent", "{\"messageType\":\"ScheduledNotification\"}");
    assertThat(read(rule).ignored()).contains(Ignored.SCHEDULE);
  }

  /** SSM tells that our command ends without saying who sent it: a check would send the next. */
  @Test
  void theProgressOfACommandIsNoEvent() {
    ObjectNode progress =
        bridge("aws.ssm", "EC2 Command Invocation Status-change Notification", "p1");
    progress.putObject("detail").put("instance-id", "i-1").put("status", "Success");
    assertThat(read(progress).ignored()).contains(Ignored.UNATTRIBUTED);
    ObjectNode rule = Json.object();
    rule.put(
        "invokingEvent",
        "{\"configurationItem\":{\"resourceType\":\"AWS::SSM::ManagedInstanceInventory\","
            + "\"resourceId\":\"i-1\",\"configurationItemCaptureTime\":\"2026-11-28T12:00:00Z\"}}");
    assertThat(read(rule).ignored()).contains(Ignored.UNATTRIBUTED);
  }
}
