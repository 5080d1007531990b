package dev.attestry.bench;

import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Layout;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Entries per second of wall-clock time, beside a bare loop that writes objects of the same size.
 */
final class AppendBench {

  private static final List<Integer> BATCHES = List.of(1, 16, 256, 1_023);

  /** Entries that are appended before any is timed, so that the JVM has compiled what runs. */
  private static final int WARM_UP = 40_000;

  private static final int MOST_ROUNDS = 1_000;

  private final Path folder;
  private final int rounds;

  AppendBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  private record Times(double bare, double commits, double withPacks) {}

  void run(Report report) throws IOException {
    report.heading("Appends, wall clock, one writer");
    report.text(
        "Median of "
            + rounds
            + " rounds in turns, warm. Bare: temporary file, fsync, link, unlink, fsync of the"
            + " directory, for an object of the size of that commit. Commits: from drafts to"
            + " receipts. With packs: the pack, of 1 KiB of evidence an entry, the drafts with its"
            + " digests, the commit.");
    report.table("batch", "bare, entries/s", "commits, entries/s", "share", "with packs", "share");
    for (int n : BATCHES) {
      Times t = measure(n);
      report.row(
          String.valueOf(n),
          Report.number(n / t.bare),
          Report.number(n / t.commits),
          Report.number(t.bare / t.commits),
          Report.number(n / t.withPacks),
          Report.number(t.bare / t.withPacks));
      if (n == 256) {
        goal(report, "Appends of 256", 0.5, t.bare / t.commits);
        goal(report, "Appends of 256 with packs", 0.3, t.bare / t.withPacks);
      }
    }
  }

  private static void goal(Report report, String what, double goal, double figure) {
    report.goal(new Report.Goal(what, "of the bare loop", goal, figure, true));
  }

  private Times measure(int n) throws IOException {
    Crypto crypto = Crypto.fastest();
    Path plain = folder.resolve("plain" + n);
    BenchLog commits = BenchLog.create(plain, crypto, BenchLog.Archived.QUOTE);
    BenchLog packs = BenchLog.create(folder.resolve("packs" + n), crypto, BenchLog.Archived.QUOTE);
    BareObjects bare = new BareObjects(folder.resolve("bare" + n));
    double[][] seconds = new double[3][rounds];
    for (int i = -Math.min(MOST_ROUNDS, WARM_UP / n); i < rounds; i++) {
      List<Draft> first = commits.drafts(commits.answers(n), BenchLog.NO_PACK);
      BenchLog.Answers second = packs.answers(n);
      double a = time(() -> commits.append(first));
      byte[] object = newest(plain, commits);
      double b = time(() -> bare.create(object));
      double c = time(() -> packs.append(second, true));
      if (i >= 0) {
        seconds[0][i] = b;
        seconds[1][i] = a;
        seconds[2][i] = c;
      }
    }
    return new Times(
        Interleaved.median(seconds[0]),
        Interleaved.median(seconds[1]),
        Interleaved.median(seconds[2]));
  }

  private static byte[] newest(Path directory, BenchLog log) throws IOException {
    ReadOutcome read =
        DirectoryBucket.open(directory).read(new Layout(BenchLog.SHARD).commit(log.commits() - 1));
    if (read instanceof ReadOutcome.Found f) {
      return f.bytes().toArray();
    }
    throw new IOException("the newest commit is not there: " + read);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static double time(Step step) throws IOException {
    long from = System.nanoTime();
    step.run();
    return (System.nanoTime() - from) / 1e9;
  }
}
