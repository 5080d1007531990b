package dev.attestry.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders take turns of some 20 ms in one JVM, timed by the CPU time of this thread, after a
 * warm-up that lasts until the JVM compiles no more; the median of the turns counts. On a machine
 * that others use too, wall-clock time would measure them, and contenders measured one after the
 * other would each meet another machine.
 */
final class Interleaved {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  private static final long TURN_NANOS = 20_000_000;

  /** In warm-ups. */
  private static final int LONGEST_WARM_UP = 4;

  /**
   * What one contender did.
   *
   * @param perSecond operations per CPU second
   * @param bytes allocated by an operation
   */
  record Rate(double perSecond, double bytes) {}

  private final int turns;
  private final long warmUpNanos;

  /**
   * @param turns four times something, and one
   * @param warmUpSeconds CPU seconds per contender, up to four times as many while code is compiled
   */
  Interleaved(int turns, double warmUpSeconds) {
    this.turns = turns;
    this.warmUpNanos = (long) (warmUpSeconds * 1e9);
  }

  /** What is measured beside the turns, since the next minute's machine may be another one. */
  @FunctionalInterface
  interface Beside {
    void measure() throws Exception;
  }

  /**
   * The rate of each contender, in the order given.
   *
   * @param beside called five times, in even steps from the first turn to the last
   */
  Map<String, Rate> rates(List<Contender> contenders, Beside beside) throws Exception {
    int n = contenders.size();
    int[] next = new int[n];
    int[] perTurn = new int[n];
    for (int c = 0; c < n; c++) {
      warmUp(contenders.get(c), next, c, warmUpNanos);
    }
    for (int c = 0; c < n; c++) {
      // Again, in short: what the others ran may have undone what was compiled for this one.
      perTurn[c] = warmUp(contenders.get(c), next, c, 0);
    }
    double[][] nanos = new double[n][turns];
    double[] bytes = new double[n];
    for (int t = 0; t < turns; t++) {
      if (t % (turns / 4) == 0) {
        beside.measure();
      }
      for (int c = 0; c < n; c++) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        nanos[c][t] = turn(contenders.get(c), next, c, perTurn[c]) / (double) perTurn[c];
        bytes[c] += (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) perTurn[c];
      }
    }
    Map<String, Rate> out = new LinkedHashMap<>();
    for (int c = 0; c < n; c++) {
      out.put(contenders.get(c).name(), new Rate(1e9 / median(nanos[c]), bytes[c] / turns));
    }
    return out;
  }

  /**
   * Runs until the least is spent and the JVM has compiled what runs, which on a busy machine comes
   * late; returns how many operations make a turn.
   */
  private int warmUp(Contender contender, int[] next, int c, long least) throws Exception {
    long window = warmUpNanos / 4;
    long spent = 0;
    long last = 1;
    int quiet = 0;
    while (spent < least || quiet < 2 && spent < LONGEST_WARM_UP * warmUpNanos) {
      long compiled = COMPILER.getTotalCompilationTime();
      for (long w = 0; w < window; w += last) {
        last = turn(contender, next, c, 1);
        spent += last;
      }
      long millis = COMPILER.getTotalCompilationTime() - compiled;
      quiet = millis * 1_000_000 < window / 20 ? quiet + 1 : 0;
    }
    return (int) Math.max(1, TURN_NANOS / Math.max(1, last));
  }

  private static long turn(Contender contender, int[] next, int c, int operations)
      throws Exception {
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < operations; i++) {
      contender.work().run(next[c]++);
    }
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
