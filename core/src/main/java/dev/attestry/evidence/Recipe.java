package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a challenge is put into the signed slots of a format, and what holds its parts together.
 * Named and versioned; entries and results record the name, so a recipe is never changed, only
 * succeeded. Each scheme has its own; {@code Schemes} is the registry.
 *
 * @param label the published name: {@code nitro-nonce-v1}
 * @param slots part to the kind of its slot; one without a name where the format is no composite
 * @param boundBy the key or value that all parts must share, in the words of the format; empty
 *     where there is one part only
 */
public record Recipe(String label, SortedMap<String, Slot> slots, Optional<String> boundBy) {

  /**
   * Of formats that have no slot for a challenge. They are asked all the same, and leave the
   * challenge open.
   */
  public static final Recipe UNANSWERED = of("unanswered-v1", Slot.BYTES_32);

  public Recipe {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }

  /** Of a format with one slot. */
  public static Recipe of(String label, Slot slot) {
    return new Recipe(label, new TreeMap<>(Map.of(Slots.WHOLE, slot)), Optional.empty());
  }

  /** As above, with what binds the parts that have no slot to the one that has. */
  public static Recipe of(String label, Slot slot, String boundBy) {
    return new Recipe(label, new TreeMap<>(Map.of(Slots.WHOLE, slot)), Optional.of(boundBy));
  }

  /** Of a composite: each part that can answer is challenged by itself. */
  public static Recipe ofParts(String label, Map<String, Slot> parts, String boundBy) {
    return new Recipe(label, new TreeMap<>(parts), Optional.of(boundBy));
  }

  /** What the slots must hold for the challenge of a component. */
  public Slots slots(Challenge challenge) {
    return slots(challenge, challenge.nonce());
  }

  /**
   * As above.
   *
   * @param nonce of that challenge, where it was made already
   */
  public Slots slots(Challenge challenge, Bytes nonce) {
    TreeMap<String, Bytes> values = new TreeMap<>();
    slots.forEach(
        (part, slot) ->
            values.put(
                part,
                part.equals(Slots.WHOLE)
                    ? slot.of(challenge, nonce)
                    : slot.of(challenge.forPart(part))));
    return new Slots(values);
  }

  /** The part that a nonce is for where none is named: the only one. */
  public Optional<String> onlyPart() {
    return slots.size() == 1 ? Optional.of(slots.firstKey()) : Optional.empty();
  }

  /** Whether an answer shows freshness: no old one fits by chance or search. */
  public boolean fresh() {
    return !equals(UNANSWERED) && !slots.containsValue(Slot.DIGITS_10);
  }
}
