package dev.attestry.chain;

import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.UtcTime;
import java.time.Instant;
import java.util.List;

/**
 * What a sweep will check, written before it collects, so that what is dropped is missed.
 *
 * @param map identity of the flow map, {@code ni:///sha-384;…}
 * @param slots the components that are due
 */
public record PlanContent(String map, List<Slot> slots) implements Content {

  /**
   * One component that is due.
   *
   * @param slot names the occasion; the result's or gap's operation is this text
   * @param deadline until when a result must be in the log
   */
  public record Slot(String component, String slot, Instant deadline) {}

  public PlanContent {
    slots = List.copyOf(slots);
  }

  @Override
  public Kind kind() {
    return Kind.PLAN;
  }

  static PlanContent read(Fields f) throws MalformedInput {
    return new PlanContent(f.text("map", Limits.NI), f.list("slots", PlanContent::slot));
  }

  private static Slot slot(Fields f) throws MalformedInput {
    return new Slot(
        f.text("component", Limits.COMPONENT),
        f.text("slot", Limits.OPERATION),
        f.time("deadline"));
  }

  @Override
  public void write(JcsWriter entry) {
    entry.put("map", map);
    entry.array("slots", slots, PlanContent::write);
  }

  private static void write(Slot s, JcsWriter o) {
    o.put("component", s.component).put("slot", s.slot).put("deadline", UtcTime.text(s.deadline));
  }
}
