package dev.attestry.sweep;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Head;
import dev.attestry.flow.FlowVerdict;
import java.time.Instant;
import java.util.List;

/**
 * What came of a sweep; all of it stands in the log.
 *
 * @param slot names the occasion in the log
 * @param plan the plan entry
 * @param components upstream first
 * @param flows in the order of their names
 * @param head where the log stands now
 */
public record SweepReport(
    String slot,
    Instant startedAt,
    Appended plan,
    List<Component> components,
    List<FlowVerdict> flows,
    Head head) {

  /**
   * One component.
   *
   * @param changed whether tier or reason differ from those of the entry before
   */
  public record Component(Checked checked, Appended appended, boolean changed) {}

  public SweepReport {
    components = List.copyOf(components);
    flows = List.copyOf(flows);
  }
}
