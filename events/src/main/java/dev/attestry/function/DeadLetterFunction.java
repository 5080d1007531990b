package dev.attestry.function;

import dev.attestry.chain.ActionContent;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Id;
import dev.attestry.chain.KeyNotInForce;
import dev.attestry.chain.Link;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.sweep.Orders;
import dev.attestry.sweep.Outcome;
import dev.attestry.sweep.Recorder;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Started by the dead-letter queue: no message that nobody could work off ends unseen. Results are
 * appended after all, a request becomes a gap of each of its components, and what cannot be
 * appended an entry that says why.
 */
public final class DeadLetterFunction {

  private final FunctionLog log;
  private final Bell bell;

  public DeadLetterFunction(FunctionLog log, Notifier notifier) {
    this.log = log;
    this.bell = new Bell(log, notifier);
  }

  /**
   * Works off one message; again, it changes nothing, as long as what it wrote is among the entries
   * that the chain remembers of each component.
   *
   * @throws IOException if it is not known that all of it stands, as while the commit key is not in
   *     force: deliver it again
   */
  public void run(Bytes message) throws IOException {
    bell.ring(written(message));
    bell.alarms();
  }

  private List<Appended> written(Bytes message) throws IOException {
    synchronized (log) {
      Chain chain = log.chain();
      return switch (Letter.of(message, log)) {
        case Letter.Answers a when log.documents().isAbsent(a.map()) ->
            List.of(
                noted(
                    chain,
                    message,
                    Letter.Kind.UNREADABLE.label(),
                    "the log has no flow map " + a.map()));
        case Letter.Answers a -> answers(chain, message, a);
        case Letter.Other o -> List.of(noted(chain, message, o.kind().label(), o.reason()));
      };
    }
  }

  /** All in one commit; if one of them is refused, each by itself: it takes no other along. */
  private List<Appended> answers(Chain chain, Bytes message, Letter.Answers a) throws IOException {
    Recorder recorder = new Recorder(log.appender(chain), Orders.map(a.map(), log.documents()));
    List<Appended> standing = new ArrayList<>();
    List<Exception> refused = new ArrayList<>();
    try {
      standing.addAll(recorder.record(a.outcomes(), List.of()));
    } catch (KeyNotInForce | IllegalArgumentException e) {
      for (Outcome o : a.outcomes()) {
        appendAlone(recorder, o, standing, refused);
      }
    }
    Console.answered(standing);
    if (!refused.isEmpty()) {
      // By the same key: while that may write nothing, this fails too, and the message comes again.
      Exception e = refused.get(0);
      String outcome = e instanceof KeyNotInForce ? "out-of-scope" : "invalid";
      standing.add(noted(chain, message, outcome, String.valueOf(e.getMessage())));
    }
    return standing;
  }

  private static void appendAlone(
      Recorder recorder, Outcome o, List<Appended> standing, List<Exception> refused)
      throws IOException {
    try {
      standing.addAll(recorder.record(List.of(o), List.of()));
    } catch (KeyNotInForce | IllegalArgumentException e) {
      refused.add(e);
    }
  }

  /** An entry that says what became of the message, once; the reason goes to the function's log. */
  private Appended noted(Chain chain, Bytes message, String outcome, String reason)
      throws IOException {
    Id id = new Id(Chain.LOG, "dead-letter:" + HashAlgorithm.SHA256.digest(message).hex(), 1);
    Optional<Link> newest = chain.view().newest(Chain.LOG, log.settings().cloud());
    if (newest.isEmpty()) {
      throw new IOException("a dead letter before the first plan: nothing asked for it");
    }
    ActionContent content =
        new ActionContent(
            newest.get(),
            "dead-letter",
            outcome,
            log.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    Draft draft = new Draft(id, chain.view().commit(), 0, content.kind(), true, (b, w) -> content);
    Appended noted = log.appender(chain).append(List.of(draft)).get(0);
    Console.givenUp(outcome, reason);
    return noted;
  }
}
