package dev.attestry.scheme.eventlog;

import dev.attestry.codec.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Events whose digest is over the logged data (PFP 1.06, 10.4.1). Kept to the types of which every
 * firmware that was seen does so: CRTM versions and authorities are hashed otherwise by some.
 */
final class EventData {

  private EventData() {}

  /** The first event that does not hold what it measured. */
  static Optional<String> problem(List<MeasuredEvent> events, Registers registers) {
    return events.stream()
        .filter(e -> !holds(e))
        .findFirst()
        .map(
            e ->
                String.format(
                    "an event of type 0x%08x in %s does not hold what was measured",
                    e.event().type(), registers.name(e.pcr())));
  }

  private static boolean holds(MeasuredEvent e) {
    long type = e.event().type();
    if (type == EventType.SEPARATOR
        || type == EventType.EFI_ACTION
        || type == EventType.EFI_GPT_EVENT
        || type == EventType.EFI_VARIABLE_DRIVER_CONFIG) {
      return e.data().isPresent();
    }
    // PFP 1.06, 10.4.1: the whole structure; before TPM 2.0 and in EDK2 the value alone.
    return type != EventType.EFI_VARIABLE_BOOT || e.data().isPresent() || value(e);
  }

  private static boolean value(MeasuredEvent e) {
    Optional<Bytes> value = UefiVariable.of(e.text()).map(UefiVariable::value);
    return value.isPresent() && e.measures(value.get());
  }
}
