package dev.attestry.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.util.Set;

/** Events in the shapes that providers document. */
public final class Samples {

  /** The role that our functions in AWS have. */
  public static final String ROLE = "arn:aws:iam::111122223333:role/attestry-check";

  /** Object id of the managed identity that our functions in Azure have. */
  public static final String OID = "0A1B2C3D-1111-2222-3333-444455556666";

  /** The service account that our functions in Google's cloud have. */
  public static final String EMAIL = "attestry-check@hospital.iam.gserviceaccount.com";

  /** Who our functions are, in all clouds. */
  public static final OwnIdentities OWN = new OwnIdentities(Set.of(ROLE, OID, EMAIL));

  /** Somebody else. */
  public static final String STRANGER = "arn:aws:iam::111122223333:role/admin";

  private static final String TIME = "2026-11-28T12:00:01Z";

  private Samples() {}

  /** The id of a machine with this name, as the cloud's events and our selectors have it. */
  public static String resource(String cloud, String name) {
    return switch (cloud) {
      case "aws" -> "i-" + name;
      case "azure" ->
          "/subscriptions/s1/resourceGroups/Ward/providers/Microsoft.Compute/virtualMachines/"
              + name;
      default -> "projects/hospital/zones/europe-west3-a/instances/" + name;
    };
  }

  /** An EC2 state change, by EventBridge. */
  public static ObjectNode state(String instance, String state, String id) {
    ObjectNode o = bridge("aws.ec2", "EC2 Instance State-change Notification", id);
    o.putArray("resources").add("arn:aws:ec2:eu-central-1:111122223333:instance/" + instance);
    o.putObject("detail").put("instance-id", instance).put("state", state);
    return o;
  }

  /** An event of EventBridge without detail. */
  public static ObjectNode bridge(String source, String type, String id) {
    return Json.object()
        .put("version", "0")
        .put("id", id)
        .put("detail-type", type)
        .put("source", source)
        .put("account", "111122223333")
        .put("time", TIME)
        .put("region", "eu-central-1");
  }

  /** A record of CloudTrail about one instance, made by a session of a role. */
  public static ObjectNode call(String service, String name, String instance, String role) {
    ObjectNode o =
        Json.object()
            .put("eventVersion", "1.11")
            .put("eventSource", service + ".amazonaws.com")
            .put("eventName", name)
            .put("eventTime", TIME)
            .put("eventID", "7d9c5b0e-0000-4000-8000-" + service + name + instance);
    o.putObject("requestParameters").put("instanceId", instance);
    ObjectNode who = o.putObject("userIdentity").put("type", "AssumedRole");
    who.put("arn", "arn:aws:sts::111122223333:assumed-role/any/i-chose-this");
    who.putObject("sessionContext").putObject("sessionIssuer").put("arn", role);
    return o;
  }

  /** A record of CloudTrail as EventBridge brings it. */
  public static ObjectNode bridged(ObjectNode record) {
    ObjectNode o = bridge("aws.ec2", "AWS API Call via CloudTrail", "b-1");
    o.set("detail", record);
    return o;
  }

  /** What a resource manager operation is to Event Grid. */
  public static ObjectNode operation(String name, String uri, String correlation, String oid) {
    ObjectNode data =
        Json.object()
            .put("operationName", name)
            .put("resourceUri", uri)
            .put("correlationId", correlation)
            .put("status", "Succeeded");
    data.putObject("claims")
        .put("http://schemas.microsoft.com/identity/claims/objectidentifier", oid);
    return data;
  }

  /** Event Grid's own schema: an array. */
  public static Bytes grid(String type, String subject, ObjectNode data) {
    ObjectNode o =
        Json.object()
            .put("topic", "/subscriptions/s1")
            .put("subject", subject)
            .put("eventType", type)
            .put("eventTime", TIME)
            .put("id", "g-1");
    o.set("data", data);
    return Bytes.utf8("[" + o + "]");
  }

  /** The same as a CloudEvent. */
  public static ObjectNode cloud(String type, String subject, ObjectNode data) {
    ObjectNode o =
        Json.object()
            .put("specversion", "1.0")
            .put("source", "/subscriptions/s1")
            .put("subject", subject)
            .put("type", type)
            .put("time", TIME)
            .put("id", "c-1");
    o.set("data", data);
    return o;
  }

  /** A record of the activity log as diagnostic settings write it. */
  public static ObjectNode activity(String name, String id, String correlation, String result) {
    return Json.object()
        .put("time", TIME)
        .put("resourceId", id)
        .put("operationName", name)
        .put("category", "Administrative")
        .put("resultType", result)
        .put("correlationId", correlation);
  }

  /** An entry of the activity audit log about an operation. */
  public static ObjectNode audit(String method, String resource, String operation, String email) {
    ObjectNode o =
        Json.object()
            .put("insertId", "x1")
            .put("logName", "projects/hospital/logs/cloudaudit.googleapis.com%2Factivity")
            .put("timestamp", TIME);
    ObjectNode payload =
        o.putObject("protoPayload")
            .put("@type", "type.googleapis.com/google.cloud.audit.AuditLog")
            .put("serviceName", "compute.googleapis.com")
            .put("methodName", method)
            .put("resourceName", resource);
    payload.putObject("authenticationInfo").put("principalEmail", email);
    o.putObject("operation").put("id", operation);
    return o;
  }

  /** The entry marked as the first or the last of its operation. */
  public static ObjectNode marked(ObjectNode entry, String mark) {
    ObjectNode copy = entry.deepCopy();
    ((ObjectNode) copy.path("operation")).put(mark, true);
    return copy;
  }

  /** A message as Pub/Sub pushes it. */
  public static ObjectNode pushed(String data) {
    ObjectNode o = Json.object().put("subscription", "projects/hospital/subscriptions/s");
    o.putObject("message").put("messageId", "1").put("data", Base64s.encode(Bytes.utf8(data)));
    return o;
  }

  /** As it is sent. */
  public static Bytes bytes(Object json) {
    return Bytes.utf8(json.toString());
  }
}
