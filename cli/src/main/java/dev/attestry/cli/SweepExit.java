package dev.attestry.cli;

import dev.attestry.flow.FlowVerdict;
import dev.attestry.result.Tier;
import dev.attestry.sweep.Checked;
import dev.attestry.sweep.SweepReport;

/** The exit code of a sweep. */
final class SweepExit {

  private SweepExit() {}

  /** 1 a flow is below what its map requires; 3 a gap or inconclusive; else 0. */
  static int of(SweepReport report) {
    boolean below = report.flows().stream().anyMatch(f -> !f.meets() && f.tier() != Tier.NONE);
    if (below) {
      return Exit.BAD;
    }
    boolean open =
        report.components().stream().anyMatch(c -> isOpen(c.checked()))
            || report.flows().stream().anyMatch(SweepExit::isSilent);
    return open ? Exit.OPEN : Exit.GOOD;
  }

  private static boolean isOpen(Checked checked) {
    return switch (checked) {
      case Checked.Silent s -> true;
      case Checked.Judged j -> j.appraisal().tier() == Tier.NONE;
    };
  }

  private static boolean isSilent(FlowVerdict f) {
    return !f.meets();
  }
}
