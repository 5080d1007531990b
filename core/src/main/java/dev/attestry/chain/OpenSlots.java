package dev.attestry.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The planned checks that wait for an answer (chain §4.5). Not thread-safe. */
final class OpenSlots {

  private final Map<String, Map<String, OpenSlot>> open = new TreeMap<>();

  /**
   * Takes in an entry that is not a stray.
   *
   * @param covers whether a component is in the scope of the key that signed it
   */
  void accept(Located e, Predicate<String> covers) {
    switch (e.entry().content()) {
      case PlanContent plan -> {
        for (PlanContent.Slot s : plan.slots()) {
          if (covers.test(s.component())) {
            open.computeIfAbsent(s.component(), c -> new LinkedHashMap<>())
                .putIfAbsent(
                    s.slot(),
                    new OpenSlot(s.component(), s.slot(), s.deadline(), e.link(), e.cloud()));
          }
        }
      }
      case ResultContent r -> answered(e.entry().component(), e.entry().operation());
      case GapContent gap -> answered(e.entry().component(), gap.slot());
      default -> {
        // The others answer no plan.
      }
    }
  }

  List<OpenSlot> all() {
    return open.values().stream().flatMap(s -> s.values().stream()).toList();
  }

  private void answered(String component, String slot) {
    Map<String, OpenSlot> slots = open.get(component);
    if (slots != null) {
      slots.remove(slot);
      if (slots.isEmpty()) {
        open.remove(component);
      }
    }
  }
}
