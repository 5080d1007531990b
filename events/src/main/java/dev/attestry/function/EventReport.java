package dev.attestry.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.events.Ignored;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a message with events.
 *
 * @param planned components that are asked
 * @param own events that we caused ourselves
 * @param ignored events that cause no check, by reason
 * @param malformed what was no event that anyone can read; will never be one
 */
public record EventReport(
    int planned, int own, Map<Ignored, Integer> ignored, List<MalformedInput> malformed) {

  public EventReport {
    ignored = Map.copyOf(ignored);
    malformed = List.copyOf(malformed);
  }

  /** For whoever reads what functions say. */
  public ObjectNode toJson() {
    ObjectNode o = Json.object().put("planned", planned).put("own", own);
    o.put("malformed", malformed.size());
    ObjectNode reasons = o.putObject("ignored");
    ignored.forEach((reason, n) -> reasons.put(reason.label(), n));
    return o;
  }

  /** Counts them up. */
  static final class Counter {

    private final Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
    private final List<MalformedInput> malformed;
    private int planned;
    private int own;

    Counter(List<MalformedInput> malformed) {
      this.malformed = malformed;
    }

    void planned(int components) {
      planned += components;
    }

    void own() {
      own++;
    }

    void ignored(Ignored why) {
      ignored.merge(why, 1, Integer::sum);
    }

    EventReport report() {
      return new EventReport(planned, own, ignored, malformed);
    }
  }
}
