package dev.attestry.events;

import dev.attestry.codec.MalformedInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what an event says, within bounds. */
final class EventBuilder {

  /** The most resources, tags or actors of one event. */
  static final int MOST = 1_000;

  private final String cloud;
  private final String operation;
  private final String operationId;
  private final Set<String> resources = new LinkedHashSet<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Set<String> actors = new LinkedHashSet<>();
  private Optional<Instant> time = Optional.empty();
  private ProviderEvent.Phase phase = ProviderEvent.Phase.ONLY;
  private Optional<Ignored> ignored = Optional.empty();

  EventBuilder(String cloud, String operation, String operationId) {
    this.cloud = cloud;
    this.operation = operation;
    this.operationId = operationId;
  }

  EventBuilder resource(String name) throws MalformedInput {
    resources.add(ResourceNames.of(cloud, name));
    return bounded(resources.size());
  }

  EventBuilder resource(Optional<String> name) throws MalformedInput {
    return name.isPresent() ? resource(name.get()) : this;
  }

  EventBuilder tag(String key, String value) throws MalformedInput {
    tags.put(key, value);
    return bounded(tags.size());
  }

  EventBuilder actor(Optional<String> name) throws MalformedInput {
    name.map(n -> n.toLowerCase(Locale.ROOT)).ifPresent(actors::add);
    return bounded(actors.size());
  }

  private EventBuilder bounded(int size) throws MalformedInput {
    if (size > MOST) {
      throw new MalformedInput(Node.STRUCTURE, -1, "more than " + MOST + " names");
    }
    return this;
  }

  /** Products write times as they like, and nothing rests on this one. */
  EventBuilder time(Optional<String> text) {
    time = text.flatMap(EventBuilder::parse);
    return this;
  }

  private static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  EventBuilder phase(ProviderEvent.Phase is) {
    phase = is;
    return is == ProviderEvent.Phase.FIRST ? ignoredIf(true, Ignored.BEGUN) : this;
  }

  /** The first reason counts. */
  EventBuilder ignoredIf(boolean condition, Ignored why) {
    if (condition && ignored.isEmpty()) {
      ignored = Optional.of(why);
    }
    return this;
  }

  ProviderEvent build() {
    return new ProviderEvent(
        cloud, operation, operationId, resources, tags, time, actors, phase, ignored);
  }
}
