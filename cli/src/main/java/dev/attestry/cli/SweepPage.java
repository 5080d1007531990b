package dev.attestry.cli;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.flow.FlowVerdict;
import dev.attestry.result.Tier;
import dev.attestry.sweep.Checked;
import dev.attestry.sweep.Order;
import dev.attestry.sweep.SweepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sweep for people: what, says who, how good, why, what next. */
final class SweepPage {

  private static final int REASON_WIDTH = 110;

  private final Style style;
  private final Signs signs;

  SweepPage(Style style) {
    this.style = style;
    this.signs = new Signs(style);
  }

  List<String> of(Workspace w, Order order, SweepReport report) {
    List<String> page = new ArrayList<>();
    page.add(
        style.bold(order.map().name())
            + " · map "
            + order.map().version()
            + " · policy "
            + order.policy().version()
            + " · "
            + count(order.map().components().size(), "component")
            + ", "
            + count(order.map().flows().size(), "flow")
            + " · "
            + w.bucket()
            + " (directory, LAB)");
    page.add("");
    Table components = new Table("  ");
    components.row(
        style.dim("component"),
        style.dim("evidence"),
        style.dim("class"),
        style.dim("verdict"),
        style.dim("why"));
    report.components().forEach(c -> component(components, c.checked()));
    page.addAll(components.lines());
    page.add("");
    Table flows = new Table("  ");
    report.flows().forEach(f -> flow(flows, f));
    page.addAll(flows.lines());
    page.add("");
    page.addAll(chain(w, report));
    return page;
  }

  private List<String> chain(Workspace w, SweepReport report) {
    Table end = new Table("  ");
    end.row(
        style.dim("chain"),
        w.settings().origin()
            + " · commit "
            + report.head().commit()
            + " · "
            + report.head().size()
            + " leaves · root "
            + report.head().root().hex().substring(0, 16)
            + "… · receipt kept");
    end.row(style.dim("next"), "attestry audit        attestry show " + look(report));
    return end.lines();
  }

  /** What is worth a look: the component that holds a flow back. */
  private static String look(SweepReport report) {
    return report.flows().stream()
        .map(FlowVerdict::weakest)
        .flatMap(Optional::stream)
        .findFirst()
        .map(c -> "component " + c)
        .orElse("commit");
  }

  private void component(Table table, Checked checked) {
    switch (checked) {
      case Checked.Judged j -> {
        Appraisal a = j.appraisal();
        table.row(
            style.bold(j.component()),
            j.target().scheme().name(),
            a.evidenceClass().label(),
            signs.tier(a.tier(), a.expected()),
            why(a, j.took()));
      }
      case Checked.Silent s ->
          table.row(
              style.bold(s.component()),
              s.target().map(t -> t.scheme().name()).orElse("none"),
              "–",
              style.red("○ gap"),
              s.failure().reason().label() + ": " + Style.safe(s.failure().detail()));
    }
  }

  private static String why(Appraisal a, Duration took) {
    String reason = Style.safe(a.reason());
    String cut = reason.length() > REASON_WIDTH ? reason.substring(0, REASON_WIDTH) + "…" : reason;
    return a.tier() == Tier.AFFIRMING
        ? cut + "; answered our challenge after " + Words.duration(took)
        : cut;
  }

  private void flow(Table table, FlowVerdict f) {
    String hops = f.fresh() + " of " + count(f.flow().components().size(), "hop") + " fresh";
    String reason = Style.safe(f.reason());
    table.row(
        style.bold(f.flow().name()),
        signs.tier(f.tier(), f.expected()),
        reason.equals(f.fresh() + " of " + f.flow().components().size() + " hops fresh")
            ? hops
            : hops + " · " + reason,
        f.meets() ? "" : style.red("requires " + f.flow().required().label()));
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
