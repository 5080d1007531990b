package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.MalformedInput;
import dev.attestry.events.ProviderEvent.Phase;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an entry of Google's Cloud Logging: of an audit log, or of the integrity log of Shielded
 * VMs. The body of an Eventarc audit event is one, and so is what a logging sink publishes.
 */
final class GoogleLog {

  private static final Pattern VERSION = Pattern.compile("^(v[0-9]+|alpha|beta)\\.");
  private static final Pattern PROJECT = Pattern.compile("^projects/[^/]+/");
  private static final Pattern READ =
      Pattern.compile(
          "(.*\\.)?(get|list|aggregatedList|search|testIamPermissions)([A-Z][A-Za-z]*)?");

  private GoogleLog() {}

  static boolean is(Node o) {
    return o.has("logName") && o.has("insertId");
  }

  static ProviderEvent read(Node o) throws MalformedInput {
    String log = o.required("logName");
    EventBuilder event =
        log.endsWith("shielded_vm_integrity")
            ? new EventBuilder(ResourceNames.GCP, "compute.integrity", o.required("insertId"))
            : audit(o, log);
    Node labels = o.object("resource").object("labels");
    event.time(o.text("timestamp")).resource(labels.text("instance_id"));
    Optional<String> project = labels.text("project_id");
    Optional<String> zone = labels.text("zone");
    Optional<String> name = o.object("labels").text("compute.googleapis.com/resource_name");
    if (project.isPresent() && zone.isPresent() && name.isPresent()) {
      event.resource(
          "projects/" + project.get() + "/zones/" + zone.get() + "/instances/" + name.get());
    }
    return event.build();
  }

  private static EventBuilder audit(Node o, String log) throws MalformedInput {
    Node payload = o.object("protoPayload");
    Node operation = o.object("operation");
    Optional<String> id = operation.text("id");
    Optional<String> method = payload.text("methodName");
    String name = method.map(m -> VERSION.matcher(m).replaceFirst("")).orElse("log");
    Phase phase = Phase.of(operation.flag("first"), operation.flag("last"));
    Node who = payload.object("authenticationInfo");
    EventBuilder event =
        new EventBuilder(
                ResourceNames.GCP, name, id.isPresent() ? id.get() : o.required("insertId"))
            .actor(who.text("principalEmail"))
            .phase(phase)
            .ignoredIf(method.isEmpty() || !log.contains("cloudaudit."), Ignored.OTHER_KIND)
            .ignoredIf(
                log.endsWith("data_access") || READ.matcher(name).matches(), Ignored.READ_ONLY)
            .ignoredIf(refused(payload, id), Ignored.REFUSED);
    resources(o, payload, event);
    return event;
  }

  /** A call that fails before it becomes an operation has changed nothing. */
  private static boolean refused(Node payload, Optional<String> operation) throws MalformedInput {
    JsonNode code = payload.object("status").json().path("code");
    return operation.isEmpty() && code.isNumber() && code.intValue() != 0;
  }

  /** The project stands there by its number or by its id; selectors may have either. */
  private static void resources(Node o, Node payload, EventBuilder event) throws MalformedInput {
    Optional<String> named = payload.text("resourceName");
    if (named.isEmpty()) {
      return;
    }
    String name = ResourceNames.of(ResourceNames.GCP, named.get());
    event.resource(name);
    Optional<String> project = o.object("resource").object("labels").text("project_id");
    if (project.isPresent() && PROJECT.matcher(name).find()) {
      int rest = name.indexOf('/', "projects/".length());
      event.resource("projects/" + project.get() + name.substring(rest));
    }
    for (JsonNode label : payload.object("request").json().path("labels")) {
      if (label.path("key").isTextual() && !label.path("value").asText().isEmpty()) {
        event.tag(Node.plain(label.path("key")), Node.plain(label.path("value")));
      }
    }
  }
}
