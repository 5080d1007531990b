package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real classes over a bucket where everything goes wrong, by seeds. */
@Tag("hot")
final class SimulationTest {

  private static final int WORKERS = 4;
  private static final int SCHEDULES = Boolean.getBoolean("attestry.long") ? 100_000 : 5_000;

  /** A rule is shown to be needed within so many schedules, or not at all. */
  private static final int PATIENCE = 3_000;

  @Test
  void noScheduleSplitsLosesJamsOrDoubles() throws Exception {
    AtomicLong commits = new AtomicLong();
    AtomicLong skipped = new AtomicLong();
    AtomicLong strays = new AtomicLong();
    List<String> found =
        search(
            Rules.ALL,
            SCHEDULES,
            o -> {
              commits.addAndGet(o.commits());
              skipped.addAndGet(o.skipped());
              strays.addAndGet(o.strays());
              return !o.violations().isEmpty();
            });
    assertThat(found).isEmpty();
    // The schedules do what they are for: commits stand, slots are void, entries stray.
    assertThat(commits.get()).isGreaterThan(8L * SCHEDULES);
    assertThat(skipped.get()).isGreaterThan(SCHEDULES);
    assertThat(strays.get()).isGreaterThan(SCHEDULES);
  }

  @Test
  void sameSeedGivesTheSameLog() {
    for (long seed = 1; seed < 20; seed++) {
      assertThat(new Simulation(seed, Rules.ALL).run())
          .isEqualTo(new Simulation(seed, Rules.ALL).run());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CARRIED_DOCUMENT, SPLIT",
    "SEAL_IN_DOCUMENT, JAM",
    "VERSION_BEFORE, SPLIT",
    "ABSENT_BELOW_STATE, LOST",
    "SINCE, DOUBLE",
    "VOID_WITH_OWN_NONCE, LOST"
  })
  void withoutTheRuleItsFailureComesBack(Rule rule, String failure) throws Exception {
    List<String> found =
        search(
            Rules.without(rule),
            PATIENCE,
            o -> o.violations().stream().anyMatch(v -> v.startsWith(failure)));
    assertThat(found).isNotEmpty();
  }

  private interface Stop {
    boolean at(Simulation.Outcome outcome);
  }

  /** Runs schedules until one is to be stopped at; its seed and violations, or nothing. */
  private static List<String> search(Rules rules, int schedules, Stop stop) throws Exception {
    List<String> found = new ArrayList<>();
    AtomicLong seeds = new AtomicLong();
    AtomicBoolean stopped = new AtomicBoolean();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        all.add(
            workers.submit(
                () -> {
                  long seed;
                  while (!stopped.get() && (seed = seeds.incrementAndGet()) <= schedules) {
                    Simulation.Outcome o = new Simulation(seed, rules).run();
                    if (stop.at(o)) {
                      stopped.set(true);
                      synchronized (found) {
                        found.add("seed " + seed + ": " + o.violations());
                      }
                    }
                  }
                }));
      }
      for (Future<?> f : all) {
        f.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("seed " + seeds.get(), e);
    }
    return found;
  }
}
