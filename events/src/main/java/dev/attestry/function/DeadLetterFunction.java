package dev.attestry.function;

import dev.attestry.chain.ActionContent;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.sweep.CheckRequest;
import dev.attestry.sweep.CheckResults;
import dev.attestry.sweep.Orders;
import dev.attestry.sweep.Outcome;
import dev.attestry.sweep.Recorder;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Started by the dead-letter queue: a message that nobody could work off is written down. A check
 * request becomes a gap of each of its components; anything else an action entry of the log, as
 * what another log asked for: that one has the plan.
 */
public final class DeadLetterFunction {

  private final FunctionLog log;
  private final Bell bell;

  public DeadLetterFunction(FunctionLog log, Notifier notifier) {
    this.log = log;
    this.bell = new Bell(log, notifier);
  }

  /** Writes down one message; the same message once. */
  public void run(Bytes message) throws IOException {
    bell.ring(written(message));
    bell.alarms();
  }

  private List<Appended> written(Bytes message) throws IOException {
    synchronized (log) {
      Chain chain = log.chain();
      Optional<CheckRequest> request = request(message);
      return request.isPresent() ? gaps(chain, request.get()) : other(chain, message);
    }
  }

  private List<Appended> gaps(Chain chain, CheckRequest request) throws IOException {
    List<Outcome> gaps = request.gaps("dead-letter");
    return new Recorder(log.appender(chain), Orders.map(request.map(), log.documents()))
        .record(gaps, List.of());
  }

  private List<Appended> other(Chain chain, Bytes message) throws IOException {
    Id id = new Id(Chain.LOG, "dead-letter:" + HashAlgorithm.SHA256.digest(message).hex(), 1);
    Optional<Link> newest = chain.view().newest(Chain.LOG, log.settings().cloud());
    if (newest.isEmpty()) {
      throw new IOException("a dead letter before the first plan: nothing asked for it");
    }
    ActionContent content =
        new ActionContent(
            newest.get(),
            "dead-letter",
            isOfAnotherLog(message) ? "another-log" : "unreadable",
            log.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    return log.appender(chain)
        .append(
            List.of(
                new Draft(id, chain.view().commit(), 0, content.kind(), true, (b, w) -> content)));
  }

  /** The request that it is, if this log asked for it. */
  private Optional<CheckRequest> request(Bytes message) {
    try {
      return Optional.of(CheckRequest.parse(message)).filter(r -> isOwn(r.genesis()));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private boolean isOfAnotherLog(Bytes message) {
    try {
      return !isOwn(CheckRequest.parse(message).genesis());
    } catch (MalformedInput e) {
      // Results, maybe.
    }
    try {
      return !isOwn(CheckResults.parse(message).genesis());
    } catch (MalformedInput e) {
      return false;
    }
  }

  private boolean isOwn(Bytes genesis) {
    return genesis.equals(log.settings().genesis());
  }
}
