package dev.attestry.chain;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planned checks that wait for an answer of their own cloud. Layered as {@link Chains} is. Not
 * thread-safe.
 */
final class OpenSlots {

  private final @Nullable OpenSlots below;

  /**
   * By component, then slot, oldest first; in a layer a component without any hides those below.
   */
  private final Map<String, Map<String, OpenSlot>> open = new HashMap<>();

  private OpenSlots(@Nullable OpenSlots below) {
    this.below = below;
  }

  static OpenSlots empty() {
    return new OpenSlots(null);
  }

  OpenSlots layer() {
    return new OpenSlots(this);
  }

  void merge(OpenSlots layer) {
    layer.open.forEach(this::put);
  }

  /** A key that covers the component planned it. */
  void planned(PlanContent.Slot s, Located plan) {
    ours(s.component()).putIfAbsent(s.slot(), OpenSlot.planned(s, plan.link(), plan.cloud()));
  }

  /** A key that covers the component answered, at whatever time. */
  void answered(String component, String slot) {
    if (of(component).containsKey(slot)) {
      Map<String, OpenSlot> slots = ours(component);
      slots.remove(slot);
      put(component, slots);
    }
  }

  /** Takes in a gap by another cloud's key; whether it counts for a slot. */
  boolean said(Located e, GapContent gap) {
    String component = e.entry().component();
    OpenSlot slot = of(component).get(gap.slot());
    if (slot == null || !slot.takes(gap, e.written())) {
      return false;
    }
    ours(component).put(gap.slot(), slot.after(e));
    return true;
  }

  /** The slot that a gap about a component is of. */
  Optional<OpenSlot> of(String component, GapContent gap) {
    return Optional.ofNullable(of(component).get(gap.slot())).filter(s -> s.isOf(gap));
  }

  /** Those of this layer, by component. */
  List<OpenSlot> all() {
    return open.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(e -> e.getValue().values().stream())
        .toList();
  }

  private Map<String, OpenSlot> of(String component) {
    Map<String, OpenSlot> slots = open.get(component);
    if (slots != null) {
      return slots;
    }
    return below == null ? Map.of() : below.of(component);
  }

  /** To be changed: what is below stays as it is. */
  private Map<String, OpenSlot> ours(String component) {
    Map<String, OpenSlot> slots = open.get(component);
    if (slots == null) {
      slots = new LinkedHashMap<>(of(component));
      open.put(component, slots);
    }
    return slots;
  }

  private void put(String component, Map<String, OpenSlot> slots) {
    if (slots.isEmpty() && below == null) {
      open.remove(component);
    } else {
      open.put(component, slots);
    }
  }
}
