package dev.attestry.bench;

import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures one row in a JVM of its own: in one that measured others before, the compiler has seen
 * their paths too, and the same row comes out a quarter slower or faster by what came before it.
 * The providers share the JVM, so that they meet the same machine.
 */
final class RowProcess {

  /** More than the 750 that the JDK remembers. */
  private static final int CERTIFICATES = 1_000;

  private RowProcess() {}

  /** Arguments: the group of workloads, the row in it, and "quick" for a look only. */
  public static void main(String[] args) throws Exception {
    List<Supplier<Workload>> group =
        Workloads.GROUPS.get(Integer.parseInt(args[0])).apply(CERTIFICATES);
    int row = Integer.parseInt(args[1]);
    boolean quick = args.length > 2;
    MeasuredRow measured =
        measure(
            group.get(row).get(),
            quick ? new Interleaved(9, 1) : new Interleaved(41, 4),
            row + 1 < group.size());
    measured.lines().forEach(System.out::println);
  }

  private static MeasuredRow measure(Workload w, Interleaved harness, boolean more)
      throws Exception {
    List<Crypto> providers = providers();
    List<Contender> contenders = new ArrayList<>();
    for (Crypto p : providers) {
      contenders.add(w.with(p));
    }
    List<Double> beside = new ArrayList<>();
    Map<String, Interleaved.Rate> rates =
        harness.rates(contenders, () -> beside.add(OpenSsl.verifies(w.yardstick())));
    List<MeasuredRow.Figure> figures = new ArrayList<>();
    for (Crypto p : providers) {
      figures.add(new MeasuredRow.Figure(p.name(), Objects.requireNonNull(rates.get(w.label(p)))));
    }
    return new MeasuredRow(
        w.name(), w.yardstick(), w.goal(), w.bestKnown(), List.copyOf(beside), figures, more);
  }

  /** The fastest last. */
  private static List<Crypto> providers() {
    return Stream.of(Optional.of(Crypto.jdk()), Optional.of(Crypto.bouncyCastle()), Crypto.accp())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Runs it for a row. */
  static MeasuredRow run(int group, int row, boolean quick)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("" + group, "" + row));
    if (quick) {
      arguments.add("quick");
    }
    // Serial GC: no collector threads beside the one that is timed.
    List<String> flags = List.of("-Xms1g", "-Xmx2g", "-XX:+UseSerialGC");
    String out =
        Command.output(
            Command.java(flags, RowProcess.class, arguments), ProcessBuilder.Redirect.INHERIT);
    return MeasuredRow.parse(out.lines().toList());
  }
}
