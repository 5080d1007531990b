package dev.attestry.function;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Chain;
import dev.attestry.chain.KeyNotInForce;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.CheckResults;
import dev.attestry.sweep.Orders;
import dev.attestry.sweep.Outcome;
import dev.attestry.sweep.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Started by the append queue: one commit for a batch of messages with results. */
public final class AppendFunction {

  private final FunctionLog log;
  private final Bell bell;

  public AppendFunction(FunctionLog log, Notifier notifier) {
    this.log = log;
    this.bell = new Bell(log, notifier);
  }

  /**
   * What became of a batch.
   *
   * @param appended one for each outcome of the messages that could be read
   * @param refused why a message was not appended, by place: it cannot be read, another log asked
   *     for it, the key may not write what it says, or its flow map cannot be read now
   */
  public record Report(List<Appended> appended, Map<Integer, Exception> refused) {

    public Report {
      appended = List.copyOf(appended);
      refused = Map.copyOf(refused);
    }
  }

  /** What of a batch stands, and nobody was told of yet. */
  @FunctionalInterface
  interface Standing {

    /** Tells what it gives rise to; holds up nobody else's commit. */
    Report tell() throws IOException;
  }

  /**
   * Works off one batch. What stands already, since a message came twice, is not appended again,
   * but told again: whoever appended it may have died before it could.
   *
   * @throws IOException if it is not known that all stand and were told: deliver all of them again
   */
  public Report run(List<Bytes> messages) throws IOException {
    return commit(messages).tell();
  }

  Standing commit(List<Bytes> messages) throws IOException {
    Map<Integer, Exception> refused = new HashMap<>();
    Map<String, SortedMap<Integer, List<Outcome>>> outcomes = new HashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      try {
        CheckResults r = CheckResults.parse(messages.get(i));
        log.requireOwn(r.genesis());
        outcomes.computeIfAbsent(r.map(), m -> new TreeMap<>()).put(i, r.outcomes());
      } catch (MalformedInput e) {
        refused.put(i, e);
      }
    }
    List<Appended> appended = appended(outcomes, refused);
    return () -> {
      bell.ring(appended);
      bell.alarms();
      return new Report(appended, refused);
    };
  }

  private List<Appended> appended(
      Map<String, SortedMap<Integer, List<Outcome>>> outcomes, Map<Integer, Exception> refused)
      throws IOException {
    List<Appended> appended = new ArrayList<>();
    synchronized (log) {
      Chain chain = log.chain();
      for (Map.Entry<String, SortedMap<Integer, List<Outcome>>> of : outcomes.entrySet()) {
        SortedMap<Integer, List<Outcome>> messages = of.getValue();
        FlowMap map;
        try {
          map = Orders.map(of.getKey(), log.documents());
        } catch (IOException e) {
          messages.keySet().forEach(i -> refused.put(i, e));
          continue;
        }
        record(new Recorder(log.appender(chain), map), messages, appended, refused);
      }
    }
    return appended;
  }

  /** All in one commit; if one of them is refused, each message by itself: it takes none along. */
  private static void record(
      Recorder recorder,
      SortedMap<Integer, List<Outcome>> messages,
      List<Appended> appended,
      Map<Integer, Exception> refused)
      throws IOException {
    try {
      List<Outcome> all = messages.values().stream().flatMap(List::stream).toList();
      appended.addAll(recorder.record(all, List.of()));
    } catch (KeyNotInForce | IllegalArgumentException e) {
      if (messages.size() == 1) {
        refused.put(messages.firstKey(), e);
        return;
      }
      for (Map.Entry<Integer, List<Outcome>> m : messages.entrySet()) {
        record(recorder, new TreeMap<>(Map.of(m.getKey(), m.getValue())), appended, refused);
      }
    }
  }
}
