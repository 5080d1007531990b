package dev.attestry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifications per CPU second on one core: each workload with each provider, in turns. */
final class VerificationBench {

  private final OpenSsl openSsl = new OpenSsl();
  private final boolean quick;

  VerificationBench(boolean quick) {
    this.quick = quick;
  }

  void run(Report report) throws IOException, InterruptedException {
    for (String a : OpenSsl.algorithms()) {
      openSsl.add(a, OpenSsl.verifies(a));
    }
    List<MeasuredRow> rows = new ArrayList<>();
    for (int group = 0; group < Workloads.GROUPS.size(); group++) {
      boolean more = true;
      for (int row = 0; more; row++) {
        MeasuredRow r = measured(group, row);
        r.beside().forEach(b -> openSsl.add(r.yardstick(), b));
        System.err.println("measured: " + r.name());
        rows.add(r);
        more = r.more();
      }
    }
    report.heading("Verifications per CPU second, one core");
    report.text(
        "Whole documents, each certificate unseen unless the row says kept; each row in a JVM of"
            + " its own, shared by the providers, warm, that is once it compiles no more; in"
            + " brackets the share of what `openssl speed` verified a second meanwhile: algorithm"
            + " and rate, median of five, in the column before.");
    yardsticks(report);
    table(rows, report);
  }

  private MeasuredRow measured(int group, int row) throws IOException, InterruptedException {
    if (quick) {
      return RowProcess.run(group, row, true);
    }
    KeptRows kept = KeptRows.in(Path.of("bench", "target", "rows"));
    Optional<MeasuredRow> known = kept.get(group, row);
    if (known.isEmpty()) {
      known = Optional.of(RowProcess.run(group, row, false));
      kept.put(group, row, known.get());
    }
    return known.get();
  }

  private void yardsticks(Report report) {
    report.table("`openssl speed`", "verifies/s, median of all samples");
    for (String a : OpenSsl.algorithms()) {
      report.row(a, Report.number(openSsl.median(a)));
    }
  }

  private static void table(List<MeasuredRow> rows, Report report) {
    List<String> header = new ArrayList<>(List.of("evidence", "beside"));
    rows.getFirst().figures().forEach(f -> header.add(f.provider()));
    header.add("KiB allocated, " + rows.getFirst().fastest().provider());
    header.add("best released verifier known");
    report.table(header.toArray(String[]::new));
    for (MeasuredRow r : rows) {
      String beside = r.yardstick() + ", " + Report.number(r.yardstickRate());
      List<String> cells = new ArrayList<>(List.of(r.name(), beside));
      for (MeasuredRow.Figure f : r.figures()) {
        double rate = f.rate().perSecond();
        cells.add(Report.number(rate) + " (" + Report.number(rate / r.yardstickRate()) + ")");
      }
      cells.add(Report.number(r.fastest().rate().bytes() / 1024));
      cells.add(r.bestKnown());
      report.row(cells.toArray(String[]::new));
      if (r.goal() != Workload.NO_GOAL) {
        report.goal(goal(r));
      }
    }
  }

  private static Report.Goal goal(MeasuredRow r) {
    MeasuredRow.Figure f = r.fastest();
    double share = f.rate().perSecond() / r.yardstickRate();
    return new Report.Goal(
        r.name() + ", " + f.provider(), "of " + r.yardstick(), r.goal(), share, true);
  }
}
