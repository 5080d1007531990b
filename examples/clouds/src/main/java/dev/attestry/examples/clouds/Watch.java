package dev.attestry.examples.clouds;

import dev.attestry.chain.ChainView;
import dev.attestry.flow.Hop;
import dev.attestry.sweep.Hops;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the log again and again until entries that were waited for are in it. */
final class Watch {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 200;

  private final SharedLog log;

  /** The newest entry of each component that has been told of. */
  private final Map<String, Long> seen = new HashMap<>();

  Watch(SharedLog log) {
    this.log = log;
  }

  /** Hears of each newest entry once. */
  @FunctionalInterface
  interface Listener {
    void entry(Hop hop);
  }

  /**
   * Waits for one more entry of each of these.
   *
   * @throws TooLate if some did not come
   */
  void await(Set<String> components, Listener listener)
      throws IOException, InterruptedException, TooLate {
    Set<String> open = new TreeSet<>(components);
    Instant end = Instant.now().plus(PATIENCE);
    while (!open.isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new TooLate("no entry of " + String.join(", ", open) + " came in time");
      }
      Thread.sleep(POLL_MILLIS);
      ChainView view = log.read();
      Map<String, Hop> hops = Hops.of(log.map().map(), view);
      view.newest()
          .forEach(
              (component, newest) -> {
                long index = newest.link().index();
                Hop hop = hops.get(component);
                if (hop != null && seen.getOrDefault(component, -1L) < index) {
                  seen.put(component, index);
                  open.remove(component);
                  listener.entry(hop);
                }
              });
    }
  }
}
