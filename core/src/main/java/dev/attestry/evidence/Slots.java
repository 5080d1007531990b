package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the signed slots of evidence must hold, the recipe already applied: one slot, or one for
 * each part of a composite, so that no part can stand in for another.
 *
 * @param values part to value; the part of what is no composite is {@link #WHOLE}
 */
public record Slots(SortedMap<String, Bytes> values) {

  /** Stands for evidence as a whole. */
  static final String WHOLE = "";

  /** Nothing is expected. */
  public static final Slots NONE = new Slots(new TreeMap<>());

  public Slots {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Of evidence with one slot. */
  public static Slots of(Bytes value) {
    return new Slots(new TreeMap<>(Map.of(WHOLE, value)));
  }

  /** What the one slot must hold; empty for composites. */
  public Optional<Bytes> whole() {
    return Optional.ofNullable(values.get(WHOLE));
  }

  /** What the slot of a part must hold, as the slot of evidence of its own. */
  public Slots part(String name) {
    return Optional.ofNullable(values.get(name)).map(Slots::of).orElse(NONE);
  }

  /** All values. */
  public Collection<Bytes> all() {
    return values.values();
  }
}
