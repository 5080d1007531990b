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
    String component = e.entry().component();
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
      case ResultContent r -> answered(component, e.entry().operation());
      case GapContent gap -> {
        if (covers.test(component) || counts(e, gap)) {
          answered(component, gap.slot());
        }
      }
      default -> {
        // The others answer no plan.
      }
    }
  }

  List<OpenSlot> all() {
    return open.values().stream().flatMap(s -> s.values().stream()).toList();
  }

  /** chain §4.1: any cloud may write a gap at any time; another's counts past the deadline only. */
  private boolean counts(Located e, GapContent gap) {
    Map<String, OpenSlot> slots = open.getOrDefault(e.entry().component(), Map.of());
    OpenSlot slot = slots.get(gap.slot());
    return slot != null
        && slot.plan().equals(gap.plan())
        && slot.deadline().equals(gap.deadline())
        && !e.written().isBefore(slot.deadline());
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
