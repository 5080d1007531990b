package dev.attestry.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.attestry.codec.MalformedInput;
import dev.attestry.events.ProviderEvent.Phase;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads an event of EventBridge. */
final class EventBridge {

  /** Services whose events are about machines and their configuration. */
  private static final Set<String> SOURCES =
      Set.of("aws.ec2", "aws.health", "aws.config", "aws.autoscaling");

  private static final Set<String> SCHEDULES = Set.of("aws.events", "aws.scheduler");

  /** States on the way to another one, of which an event follows. */
  private static final Set<String> PASSING = Set.of("pending", "stopping", "shutting-down");

  private EventBridge() {}

  static boolean is(Node o) {
    return o.has("detail-type") && o.has("source");
  }

  static ProviderEvent read(Node o) throws MalformedInput {
    String type = o.required("detail-type");
    Node detail = o.object("detail");
    if (CloudTrail.is(detail)) {
      return CloudTrail.read(detail);
    }
    if (detail.has("configurationItem")) {
      return ConfigRule.item(detail);
    }
    String source = o.required("source");
    EventBuilder event =
        new EventBuilder(ResourceNames.AWS, operation(source, type, detail), operationId(o, detail))
            .time(o.text("time"))
            .ignoredIf(SCHEDULES.contains(source), Ignored.SCHEDULE)
            // A command's progress is told without who sent it; its API call tells both.
            .ignoredIf(source.equals("aws.ssm"), Ignored.UNATTRIBUTED)
            .ignoredIf(!SOURCES.contains(source), Ignored.OTHER_KIND)
            .phase(phase(detail));
    for (JsonNode name : o.list("resources")) {
      event.resource(Node.plain(name));
    }
    new AwsResources(event).in(detail.json());
    return event.build();
  }

  /** {@code ec2:instance-state-change-notification/stopped}. */
  private static String operation(String source, String type, Node detail) throws MalformedInput {
    String service = source.startsWith("aws.") ? source.substring(4) : source;
    String what = type.toLowerCase(Locale.ROOT).replace(' ', '-');
    Optional<String> how = state(detail);
    if (how.isEmpty()) {
      how = detail.text("eventTypeCode");
    }
    return service + ":" + what + how.map(h -> "/" + h).orElse("");
  }

  /** Health tells the same event several times, and in two regions. */
  private static String operationId(Node o, Node detail) throws MalformedInput {
    Optional<String> told = detail.text("communicationId");
    return told.isPresent() ? told.get() : o.text("id").orElseGet(o::digest);
  }

  private static Phase phase(Node detail) throws MalformedInput {
    return state(detail).filter(PASSING::contains).isPresent() ? Phase.FIRST : Phase.ONLY;
  }

  private static Optional<String> state(Node detail) throws MalformedInput {
    JsonNode state = detail.json().path("state");
    return state instanceof TextNode ? Optional.of(Node.plain(state)) : detail.text("State");
  }
}
