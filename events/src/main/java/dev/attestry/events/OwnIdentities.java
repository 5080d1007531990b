package dev.attestry.events;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who we are and what we do to machines to make them attest. Both must match for an event to be our
 * own: what our identity never does is checked though it was our identity, since then somebody else
 * holds it.
 *
 * @param names ARN of the role, object id or client id of the managed identity, e-mail of the
 *     service account; in lower case
 */
public record OwnIdentities(Set<String> names) {

  /** The environment variable that {@link #of} reads. */
  public static final String VARIABLE = "ATTESTRY_OWN_IDENTITIES";

  /** How evidence is pulled: docs/events.md. */
  private static final Set<String> OPERATIONS =
      Set.of(
          "ssm:SendCommand",
          "ssm:CancelCommand",
          "ssm:GetCommandInvocation",
          "microsoft.compute/virtualmachines/runcommand/action",
          "microsoft.compute/virtualmachines/runcommands/write",
          "microsoft.compute/virtualmachines/runcommands/delete",
          "microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action",
          "microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write",
          "microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/delete",
          "compute.instances.setMetadata",
          "compute.instances.getGuestAttributes",
          "compute.instances.getShieldedInstanceIdentity");

  public OwnIdentities {
    names = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    names = Set.copyOf(names);
  }

  /**
   * Reads them from the environment, separated by spaces or commas.
   *
   * @throws IllegalArgumentException if there is none: each check would cause the next
   */
  public static OwnIdentities of(Map<String, String> environment) {
    Set<String> names =
        Stream.of(environment.getOrDefault(VARIABLE, "").split("[\\s,]+"))
            .filter(n -> !n.isEmpty())
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "environment: " + VARIABLE + " is missing; without it each check would cause the next");
    }
    return new OwnIdentities(names);
  }

  /** Whether we did it to collect evidence. */
  boolean caused(ProviderEvent e) {
    return OPERATIONS.contains(e.operation()) && e.actors().stream().anyMatch(names::contains);
  }

  /** Whether it may have been us, and the event does not say. */
  static boolean mayHaveCaused(ProviderEvent e) {
    return e.actors().isEmpty()
        && (OPERATIONS.contains(e.operation())
            || e.resources().stream().anyMatch(r -> r.contains("/runcommands/")));
  }
}
