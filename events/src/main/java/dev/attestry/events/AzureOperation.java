package dev.attestry.events;

import dev.attestry.codec.MalformedInput;
import dev.attestry.events.ProviderEvent.Phase;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the activity log and Event Grid say alike of an operation of the resource manager. The one
 * writes {@code MICROSOFT.COMPUTE/…} and {@code Success}, the other {@code Microsoft.Compute/…} and
 * {@code Succeeded}; of one call both have the correlation id.
 */
final class AzureOperation {

  private static final Set<String> BEGUN = Set.of("start", "started", "accept", "accepted");

  private AzureOperation() {}

  /**
   * @param otherwise names the event where it has no correlation id
   */
  static EventBuilder of(
      String operationName, Optional<String> correlation, String otherwise, Optional<String> status)
      throws MalformedInput {
    String operation = operationName.toLowerCase(Locale.ROOT);
    String id =
        correlation.map(c -> c.toLowerCase(Locale.ROOT) + ":" + operation).orElse(otherwise);
    return new EventBuilder(ResourceNames.AZURE, operation, id)
        .phase(phase(status))
        .ignoredIf(operation.endsWith("/read"), Ignored.READ_ONLY);
  }

  /** What failed may have been done by half, so it is checked as what succeeded is. */
  private static Phase phase(Optional<String> status) {
    return status.map(s -> s.toLowerCase(Locale.ROOT)).filter(BEGUN::contains).isPresent()
        ? Phase.FIRST
        : Phase.LAST;
  }
}
