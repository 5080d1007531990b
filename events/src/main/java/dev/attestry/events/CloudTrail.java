package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.MalformedInput;
import java.util.List;
import java.util.Optional;

/** Reads a record of CloudTrail: an API call, who made it, on what. */
final class CloudTrail {

  private static final String HOST = ".amazonaws.com";
  private static final List<String> READS =
      List.of("Describe", "Get", "List", "Lookup", "Search", "Head");

  private CloudTrail() {}

  static boolean is(Node o) {
    return o.has("eventName") && o.has("eventSource") && o.has("eventVersion");
  }

  static ProviderEvent read(Node o) throws MalformedInput {
    String source = o.required("eventSource");
    String name = o.required("eventName");
    String service =
        source.endsWith(HOST) ? source.substring(0, source.length() - HOST.length()) : source;
    EventBuilder event =
        new EventBuilder(ResourceNames.AWS, service + ":" + name, operationId(o))
            .time(o.text("eventTime"))
            .ignoredIf(reads(o, name), Ignored.READ_ONLY)
            .ignoredIf(o.has("errorCode"), Ignored.REFUSED);
    actors(o.object("userIdentity"), event);
    AwsResources found = new AwsResources(event);
    found.in(o.json().path("requestParameters"));
    found.in(o.json().path("responseElements"));
    for (JsonNode r : o.list("resources")) {
      found.in(r);
    }
    return event.build();
  }

  /** {@code eventID} is of the record, and the same on every way that it takes. */
  private static String operationId(Node o) throws MalformedInput {
    Optional<String> id = o.text("eventID");
    return id.isPresent() ? id.get() : o.text("requestID").orElseGet(o::digest);
  }

  private static boolean reads(Node o, String name) throws MalformedInput {
    return o.has("readOnly") ? o.flag("readOnly") : READS.stream().anyMatch(name::startsWith);
  }

  /** The session and the role that it is of; a session's name is chosen by who opens it. */
  private static void actors(Node identity, EventBuilder event) throws MalformedInput {
    event
        .actor(identity.text("arn"))
        .actor(identity.object("sessionContext").object("sessionIssuer").text("arn"));
  }
}
