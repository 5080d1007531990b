package dev.attestry.lab.cold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Requests by service and operation, as a cloud bills them; heard on the way to its stand-ins. */
public final class RequestCount {

  private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

  /**
   * What hears the requests to one service.
   *
   * @param naming from a request's line and headers to what is billed; empty where nothing is
   */
  public Consumer<String> by(UnaryOperator<String> naming) {
    return head -> {
      String name = naming.apply(head);
      if (!name.isEmpty()) {
        add(name, 1);
      }
    };
  }

  /** So many more. */
  public void add(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  /** How many so far. */
  public long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  void reset() {
    counts.clear();
  }

  ObjectNode json() {
    ObjectNode o = Json.object();
    counts.forEach(o::put);
    return o;
  }

  /** A header of a request. */
  static Optional<String> header(String head, String name) {
    String begin = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(begin))
        .map(l -> l.substring(begin.length()).strip())
        .findFirst();
  }
}
