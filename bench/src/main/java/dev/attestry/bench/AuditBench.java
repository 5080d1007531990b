package dev.attestry.bench;

import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Audits a large log in a JVM of its own, beside a bare loop that reads and hashes the same bytes
 * on one core, and beside the recomputation of the root alone.
 */
final class AuditBench {

  private static final int BATCH = 256;
  private static final int ROUNDS = 3;

  private final Path folder;

  AuditBench(Path folder) {
    this.folder = folder;
  }

  /** What one audit cost. */
  private record Cost(long entries, double seconds, double megabytesResident) {}

  void run(int small, int large, Report report) throws IOException, InterruptedException {
    Path few = log(small);
    Path many = log(large);
    List<Path> all = BareLog.files(many);
    List<Path> commits = all.stream().filter(p -> p.toString().contains("/commit/")).toList();
    double[] seconds = new double[ROUNDS];
    double[] bareAll = new double[ROUNDS];
    double[] bareCommits = new double[ROUNDS];
    double[] root = new double[ROUNDS];
    Cost largeCost = new Cost(0, 0, 0);
    for (int i = 0; i < ROUNDS; i++) {
      bareAll[i] = BareLog.hash(all);
      bareCommits[i] = BareLog.hash(commits);
      root[i] = BareLog.root(many);
      largeCost = audit(many);
      seconds[i] = largeCost.seconds();
    }
    write(
        report,
        new Measured(
            audit(few),
            largeCost,
            BareLog.bytes(all) / 1e6,
            Interleaved.median(seconds),
            Interleaved.median(bareAll),
            Interleaved.median(bareCommits),
            Interleaved.median(root)));
  }

  private record Measured(
      Cost small,
      Cost large,
      double megabytes,
      double seconds,
      double bareAll,
      double bareCommits,
      double root) {}

  private static void write(Report report, Measured m) {
    report.heading("Audit");
    report.text(
        String.format(
            Locale.ROOT,
            "%,d entries in commits of 256, a document and its findings archived of each, %,.0f MB,"
                + " page cache warm; the audit in a JVM of its"
                + " own, start included, on all cores; bare: read and SHA-256 of the same bytes on"
                + " one core. Median of %d.",
            m.large.entries(),
            m.megabytes,
            ROUNDS));
    report.table("what", "seconds", "entries/s", "MB/s", "share of bare");
    row(report, "bare read and SHA-256", m.bareAll, m, 1);
    row(report, "audit", m.seconds, m, m.bareAll / m.seconds);
    report.row(
        "root alone (commits)",
        Report.number(m.root),
        Report.number(m.large.entries() / m.root),
        "",
        Report.number(m.bareCommits / m.root));
    report.table("entries", "audit, peak resident MB");
    report.row(Report.number(m.small.entries()), Report.number(m.small.megabytesResident()));
    report.row(Report.number(m.large.entries()), Report.number(m.large.megabytesResident()));
    String bare = "of bare SHA-256";
    report.goal(new Report.Goal("Audit, all cores", bare, 0.35, m.bareAll / m.seconds, true));
    report.goal(new Report.Goal("Root alone", bare, 0.8, m.bareCommits / m.root, true));
    report.goal(
        new Report.Goal(
            "Memory of the audit at " + Report.number(m.large.entries()) + " entries",
            "MB",
            256,
            m.large.megabytesResident(),
            false));
  }

  private static void row(Report report, String what, double seconds, Measured m, double share) {
    report.row(
        what,
        Report.number(seconds),
        Report.number(m.large.entries() / seconds),
        Report.number(m.megabytes / seconds),
        Report.number(share));
  }

  /** A log of so many entries; kept for the next run, since making it takes longest. */
  private Path log(int entries) throws IOException {
    Path directory = folder.resolve("log" + entries);
    Path done = folder.resolve("log" + entries + ".done");
    if (!Files.exists(done)) {
      if (Files.exists(directory)) {
        throw new IOException(directory + " is half made; remove it");
      }
      BenchLog log = BenchLog.create(directory, Crypto.fastest(), BenchLog.Archived.DOCUMENT);
      for (int rest = entries; rest > 0; rest -= BATCH) {
        log.append(log.answers(Math.min(BATCH, rest)), true);
      }
      Files.createFile(done);
    }
    return directory;
  }

  private static Cost audit(Path directory) throws IOException, InterruptedException {
    List<String> command =
        Command.java(
            List.of(
                // As the launcher sets them for audits.
                "-Xms160m",
                "-Xmn110m",
                "-XX:SurvivorRatio=4",
                "-XX:MaxInlineLevel=7",
                "-XX:InlineSmallCode=1200",
                "-XX:+UseSerialGC"),
            AuditProcess.class,
            List.of(directory.toString()));
    long from = System.nanoTime();
    String out = Command.output(command, ProcessBuilder.Redirect.INHERIT);
    String[] f = out.split(" ", -1);
    return new Cost(
        Long.parseLong(f[0]), (System.nanoTime() - from) / 1e9, Double.parseDouble(f[1]) / 1e3);
  }
}
