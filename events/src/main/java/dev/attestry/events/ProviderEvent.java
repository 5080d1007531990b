package dev.attestry.events;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a provider says has happened. Nothing in it is trusted: it can cause a check of
 * components that the flow map names, and no more.
 *
 * @param cloud {@code aws}, {@code azure} or {@code gcp}: the shape that it has, as nothing else
 *     says it
 * @param operation in one spelling: {@code ec2:StopInstances}, {@code
 *     microsoft.compute/virtualmachines/start/action}, {@code compute.instances.stop}
 * @param operationId the same for all events of one operation and for each repetition
 * @param resources all names of all that it is about, in the form of {@link ResourceNames}
 * @param tags of what it is about, where it says them
 * @param time when, where it says so in RFC 3339
 * @param actors all names of who did it, in lower case; empty where it does not say
 * @param ignored why it is nothing for us whatever it is about
 */
public record ProviderEvent(
    String cloud,
    String operation,
    String operationId,
    Set<String> resources,
    Map<String, String> tags,
    Optional<Instant> time,
    Set<String> actors,
    Phase phase,
    Optional<Ignored> ignored) {

  /** Where in its operation an event stands. */
  public enum Phase {
    /** The operation is one event. */
    ONLY,
    /** It has begun. */
    FIRST,
    /** It has ended. */
    LAST;

    static Phase of(boolean first, boolean last) {
      return first == last ? ONLY : first ? FIRST : LAST;
    }
  }

  public ProviderEvent {
    resources = Set.copyOf(resources);
    tags = Map.copyOf(tags);
    actors = Set.copyOf(actors);
  }
}
