package dev.attestry.bench;

import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifications per CPU second on one core: each workload with each provider, in turns. */
final class VerificationBench {

  private final Interleaved harness;
  private final OpenSsl openSsl;
  private final List<Crypto> providers;

  /** What openssl did just before and just after the turns of each. */
  private final Map<Workload, Double> yardsticks = new HashMap<>();

  VerificationBench(Interleaved harness, OpenSsl openSsl) {
    this.harness = harness;
    this.openSsl = openSsl;
    this.providers =
        Stream.of(Optional.of(Crypto.jdk()), Optional.of(Crypto.bouncyCastle()), Crypto.accp())
            .flatMap(Optional::stream)
            .toList();
  }

  void run(List<Workload> workloads, Report report) throws Exception {
    Map<String, Interleaved.Rate> rates = new LinkedHashMap<>();
    for (String a : OpenSsl.algorithms()) {
      openSsl.sample(a);
    }
    for (Workload w : workloads) {
      List<Contender> contenders = new ArrayList<>();
      for (Crypto p : providers) {
        contenders.add(w.with(p));
      }
      List<Double> beside = new ArrayList<>();
      rates.putAll(harness.rates(contenders, () -> beside.add(openSsl.sample(w.yardstick()))));
      yardsticks.put(w, beside.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }
    report.heading("Verifications per CPU second, one core");
    report.text(
        "Whole documents, each certificate unseen unless the row says kept; warm, that is once the"
            + " JVM compiles no more; in brackets the share of what `openssl speed`, in the column"
            + " before, verified just before and just after that row.");
    yardsticks(report);
    table(workloads, rates, report);
  }

  private void yardsticks(Report report) {
    report.table("`openssl speed`", "verifies/s, median of all samples");
    for (String a : OpenSsl.algorithms()) {
      report.row(a, Report.number(openSsl.verifiesPerSecond(a)));
    }
  }

  private void table(List<Workload> workloads, Map<String, Interleaved.Rate> rates, Report report) {
    List<String> header = new ArrayList<>(List.of("evidence", "beside"));
    providers.forEach(p -> header.add(p.name()));
    header.add("KiB allocated, " + fastest().name());
    header.add("best released verifier known");
    report.table(header.toArray(String[]::new));
    for (Workload w : workloads) {
      double yardstick = Objects.requireNonNull(yardsticks.get(w));
      List<String> row = new ArrayList<>(List.of(w.name(), w.yardstick()));
      for (Crypto p : providers) {
        double figure = rate(rates, w, p).perSecond();
        row.add(Report.number(figure) + " (" + Report.number(figure / yardstick) + ")");
      }
      row.add(Report.number(rate(rates, w, fastest()).bytes() / 1024));
      row.add(w.bestKnown());
      report.row(row.toArray(String[]::new));
      goal(w, rates, yardstick).ifPresent(report::goal);
    }
  }

  private Optional<Report.Goal> goal(
      Workload w, Map<String, Interleaved.Rate> rates, double yardstick) {
    if (w.goal() == Workload.NO_GOAL) {
      return Optional.empty();
    }
    double share = rate(rates, w, fastest()).perSecond() / yardstick;
    String what = w.name() + ", " + fastest().name();
    return Optional.of(new Report.Goal(what, "of " + w.yardstick(), w.goal(), share, true));
  }

  private Crypto fastest() {
    return providers.get(providers.size() - 1);
  }

  private static Interleaved.Rate rate(
      Map<String, Interleaved.Rate> rates, Workload w, Crypto provider) {
    return Objects.requireNonNull(rates.get(w.label(provider)));
  }
}
