package dev.attestry.chain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest result or gap of each component that counts, and the planned checks that wait for one.
 * Layered as {@link Chains} is. Not thread-safe.
 */
public final class Newest implements Basis {

  private final @Nullable Newest below;
  private final OpenSlots slots;
  private final Map<String, Located> entries = new HashMap<>();

  /** The slot that the newest plan of a component names. */
  private final Map<String, String> planned = new HashMap<>();

  private Newest(@Nullable Newest below) {
    this.below = below;
    this.slots = below == null ? OpenSlots.empty() : below.slots.layer();
  }

  /** Before the first entry. */
  public static Newest empty() {
    return new Newest(null);
  }

  Newest layer() {
    return new Newest(this);
  }

  void merge(Newest layer) {
    entries.putAll(layer.entries);
    planned.putAll(layer.planned);
    slots.merge(layer.slots);
  }

  @Override
  public Optional<Located> newest(String component) {
    Located own = entries.get(component);
    return own == null && below != null ? below.newest(component) : Optional.ofNullable(own);
  }

  /** Entries of this layer, by component. */
  Map<String, Located> all() {
    return Map.copyOf(entries);
  }

  OpenSlots slots() {
    return slots;
  }

  /** Takes in an entry that is not a stray. */
  public void accept(Located e, KeyDocument.Key signer) {
    String component = e.entry().component();
    switch (e.entry().content()) {
      case PlanContent plan -> {
        for (PlanContent.Slot s : plan.slots()) {
          if (signer.covers(s.component())) {
            planned.put(s.component(), s.slot());
            slots.planned(s, e);
          }
        }
      }
      case ResultContent r -> {
        entries.put(component, e);
        slots.answered(component, e.entry().operation());
      }
      case GapContent gap when signer.covers(component) -> {
        entries.put(component, e);
        slots.answered(component, gap.slot());
      }
      case GapContent gap -> {
        // An older slot's is old news: the component may have answered since.
        if (slots.said(e, gap) && gap.slot().equals(planned(component))) {
          entries.put(component, e);
        }
      }
      default -> {
        // The others say nothing about how a component stands.
      }
    }
  }

  /** The newest entry of a component, if it answers this slot. */
  Optional<Located> answer(String component, String slot) {
    String id = component + ":" + slot + "#";
    return newest(component).filter(n -> n.entry().id().startsWith(id));
  }

  private @Nullable String planned(String component) {
    String own = planned.get(component);
    return own == null && below != null ? below.planned(component) : own;
  }
}
