package dev.attestry.function;

import dev.attestry.chain.Appended;
import dev.attestry.chain.Chain;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.sweep.CheckResults;
import dev.attestry.sweep.Orders;
import dev.attestry.sweep.Outcome;
import dev.attestry.sweep.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * @param malformed why a message never will be read, or that another log asked for it, by place
   */
  public record Report(List<Appended> appended, Map<Integer, MalformedInput> malformed) {

    public Report {
      appended = List.copyOf(appended);
      malformed = Map.copyOf(malformed);
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
    Map<Integer, MalformedInput> malformed = new HashMap<>();
    Map<String, List<Outcome>> outcomes = new HashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      try {
        CheckResults r = CheckResults.parse(messages.get(i));
        log.requireOwn(r.genesis());
        outcomes.computeIfAbsent(r.map(), m -> new ArrayList<>()).addAll(r.outcomes());
      } catch (MalformedInput e) {
        malformed.put(i, e);
      }
    }
    List<Appended> appended = appended(outcomes);
    return () -> {
      bell.ring(appended);
      bell.alarms();
      return new Report(appended, malformed);
    };
  }

  private List<Appended> appended(Map<String, List<Outcome>> outcomes) throws IOException {
    List<Appended> appended = new ArrayList<>();
    synchronized (log) {
      Chain chain = log.chain();
      for (Map.Entry<String, List<Outcome>> of : outcomes.entrySet()) {
        Recorder recorder =
            new Recorder(log.appender(chain), Orders.map(of.getKey(), log.documents()));
        appended.addAll(recorder.record(of.getValue(), List.of()));
      }
    }
    return appended;
  }
}
