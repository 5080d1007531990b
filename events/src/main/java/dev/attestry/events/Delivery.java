package dev.attestry.events;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.List;

/**
 * What one message brought.
 *
 * @param events those that could be read, in their order
 * @param malformed what could not, each by itself: one that is broken does not hide the others
 */
public record Delivery(List<ProviderEvent> events, List<MalformedInput> malformed) {

  public Delivery {
    events = List.copyOf(events);
    malformed = List.copyOf(malformed);
  }

  /** Reads a message of any provider, whatever way it came. Never throws. */
  public static Delivery read(Bytes message) {
    return new DeliveryReader().read(message);
  }
}
