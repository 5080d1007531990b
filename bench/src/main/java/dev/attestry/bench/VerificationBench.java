package dev.attestry.bench;

import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifications per CPU second on one core: each workload with each provider, in turns. */
final class VerificationBench {

  private final Interleaved harness;
  private final OpenSsl openSsl;
  private final List<Crypto> providers;

  VerificationBench(Interleaved harness, OpenSsl openSsl) {
    this.harness = harness;
    this.openSsl = openSsl;
    this.providers =
        Stream.of(Optional.of(Crypto.jdk()), Optional.of(Crypto.bouncyCastle()), Crypto.accp())
            .flatMap(Optional::stream)
            .toList();
  }

  void run(List<Workload> workloads, Report report) throws Exception {
    Map<String, Double> perSecond = new LinkedHashMap<>();
    openSsl.sample();
    for (Workload w : workloads) {
      List<Contender> contenders = new ArrayList<>();
      providers.forEach(p -> contenders.add(w.with(p)));
      perSecond.putAll(harness.perSecond(contenders));
      openSsl.sample();
    }
    report.heading("Verifications per CPU second, one core");
    report.text(
        "Whole documents, each certificate unseen unless the row says kept; in brackets the share"
            + " of the `openssl speed` verify rate in the column before.");
    yardsticks(report);
    table(workloads, perSecond, report);
  }

  private void yardsticks(Report report) {
    report.table("`openssl speed`", "verifies/s");
    for (String a : OpenSsl.algorithms()) {
      report.row(a, Report.number(openSsl.verifiesPerSecond(a)));
    }
  }

  private void table(List<Workload> workloads, Map<String, Double> perSecond, Report report) {
    List<String> header = new ArrayList<>(List.of("evidence", "beside"));
    providers.forEach(p -> header.add(p.name()));
    header.add("best released verifier known");
    report.table(header.toArray(String[]::new));
    for (Workload w : workloads) {
      double yardstick = openSsl.verifiesPerSecond(w.yardstick());
      List<String> row = new ArrayList<>(List.of(w.name(), w.yardstick()));
      for (Crypto p : providers) {
        double figure = perSecond.getOrDefault(w.label(p), 0.0);
        row.add(Report.number(figure) + " (" + Report.number(figure / yardstick) + ")");
      }
      row.add(w.bestKnown());
      report.row(row.toArray(String[]::new));
      goal(w, perSecond, yardstick).ifPresent(report::goal);
    }
  }

  private Optional<Report.Goal> goal(Workload w, Map<String, Double> perSecond, double yardstick) {
    if (w.goal() == Workload.NO_GOAL) {
      return Optional.empty();
    }
    Crypto fastest = providers.get(providers.size() - 1);
    double share = perSecond.getOrDefault(w.label(fastest), 0.0) / yardstick;
    String what = w.name() + ", " + fastest.name();
    return Optional.of(new Report.Goal(what, "of " + w.yardstick(), w.goal(), share, true));
  }
}
