package dev.attestry.events;

import dev.attestry.codec.MalformedInput;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a record of the Azure activity log: as diagnostic settings export it, or as its REST API
 * and the alerts give it, where names are objects with a {@code value}.
 */
final class ActivityLog {

  /** Nothing that the other categories tell is an operation on a resource. */
  private static final Set<String> CATEGORIES =
      Set.of("administrative", "policy", "resourcehealth");

  private ActivityLog() {}

  static boolean is(Node o) {
    return o.has("operationName") && o.has("resourceId");
  }

  static ProviderEvent read(Node o) throws MalformedInput {
    Optional<String> name = value(o, "operationName");
    Optional<String> status = value(o, o.has("resultType") ? "resultType" : "status");
    if (name.isEmpty()) {
      throw new MalformedInput(Node.STRUCTURE, -1, "\"operationName\" is empty");
    }
    EventBuilder event =
        AzureOperation.of(name.get(), o.text("correlationId"), o.digest(), status)
            .resource(o.text("resourceId"))
            .time(o.text(o.has("time") ? "time" : "eventTimestamp"))
            .ignoredIf(
                !value(o, "category")
                    .map(c -> CATEGORIES.contains(c.toLowerCase(Locale.ROOT)))
                    .orElse(true),
                Ignored.OTHER_KIND);
    AzureActors.in(o, event);
    AzureActors.in(o.objectOrText("identity"), event);
    return event.build();
  }

  private static Optional<String> value(Node o, String field) throws MalformedInput {
    return o.json().path(field).isObject() ? o.object(field).text("value") : o.text(field);
  }
}
