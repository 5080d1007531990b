package dev.attestry.examples.clouds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A machine was started, as each provider says it. */
final class ProviderEvents {

  private ProviderEvents() {}

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** EventBridge's, as a rule hands it to a function. */
  static ObjectNode aws(String component) {
    String machine = Machines.id(component);
    ObjectNode e = Json.object().put("version", "0").put("id", UUID.randomUUID().toString());
    e.put("detail-type", "EC2 Instance State-change Notification").put("source", "aws.ec2");
    e.put("account", Machines.ACCOUNT).put("time", now()).put("region", "us-east-1");
    e.putArray("resources")
        .add("arn:aws:ec2:us-east-1:" + Machines.ACCOUNT + ":instance/" + machine);
    e.putObject("detail").put("instance-id", machine).put("state", "running");
    return e;
  }

  /** One of Event Grid, in its own schema. */
  static ObjectNode azure(String component) {
    String machine = Machines.id(component);
    String id = UUID.randomUUID().toString();
    ObjectNode e = Json.object().put("id", id).put("subject", machine).put("topic", "/t");
    e.put("eventType", "Microsoft.Resources.ResourceActionSuccess").put("dataVersion", "2");
    e.put("eventTime", now()).put("metadataVersion", "1");
    ObjectNode data = e.putObject("data").put("resourceUri", machine).put("status", "Succeeded");
    data.put("operationName", "Microsoft.Compute/virtualMachines/start/action");
    data.put("correlationId", id).putObject("claims").put("appid", "somebody");
    return e;
  }

  /** An entry of the audit log, as Eventarc delivers it. */
  static ObjectNode google(String component) {
    ObjectNode o =
        Json.object()
            .put("insertId", UUID.randomUUID().toString())
            .put("logName", "projects/lab/logs/cloudaudit.googleapis.com%2Factivity")
            .put("timestamp", now());
    ObjectNode payload =
        o.putObject("protoPayload")
            .put("@type", "type.googleapis.com/google.cloud.audit.AuditLog")
            .put("serviceName", "compute.googleapis.com")
            .put("methodName", "v1.compute.instances.start")
            .put("resourceName", Machines.id(component));
    payload.putObject("authenticationInfo").put("principalEmail", "someone@x.example");
    o.putObject("operation").put("id", UUID.randomUUID().toString()).put("last", true);
    return o;
  }
}
