package dev.attestry.chain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest result or gap of each component that counts. Layered as {@link Chains} is. Not
 * thread-safe.
 */
public final class Newest implements Basis {

  private final @Nullable Newest below;
  private final Map<String, Located> entries = new HashMap<>();
  private final Map<String, PlanContent.Slot> planned = new HashMap<>();

  private Newest(@Nullable Newest below) {
    this.below = below;
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

  /** Takes in an entry that is not a stray. */
  public void accept(Located e, KeyDocument.Key signer) {
    switch (e.entry().content()) {
      case PlanContent plan -> {
        for (PlanContent.Slot s : plan.slots()) {
          if (signer.covers(s.component())) {
            planned.put(s.component(), s);
          }
        }
      }
      case ResultContent r -> entries.put(e.entry().component(), e);
      case GapContent gap -> {
        if (signer.covers(e.entry().component()) || counts(e, gap)) {
          entries.put(e.entry().component(), e);
        }
      }
      default -> {
        // The others say nothing about how a component stands.
      }
    }
  }

  /**
   * chain §4.1: another cloud's gap counts only for a planned slot past its deadline without a
   * result of the own cloud.
   */
  private boolean counts(Located e, GapContent gap) {
    String component = e.entry().component();
    Optional<PlanContent.Slot> slot = planned(component);
    return slot.isPresent()
        && slot.get().slot().equals(gap.slot())
        && !e.written().isBefore(slot.get().deadline())
        && answer(component, gap.slot()).isEmpty();
  }

  /** The newest entry of a component, if it answers this slot. */
  Optional<Located> answer(String component, String slot) {
    String id = component + ":" + slot + "#";
    return newest(component).filter(n -> n.entry().id().startsWith(id));
  }

  private Optional<PlanContent.Slot> planned(String component) {
    PlanContent.Slot own = planned.get(component);
    return own == null && below != null ? below.planned(component) : Optional.ofNullable(own);
  }
}
