package dev.attestry.function;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.sweep.CheckRequest;
import dev.attestry.sweep.CheckResults;
import dev.attestry.sweep.Checked;
import dev.attestry.sweep.Checker;
import dev.attestry.sweep.Orders;
import dev.attestry.sweep.Surroundings;
import java.io.IOException;
import java.util.List;

/**
 * Started by the queue of check requests: challenges, collects, verifies and appraises, keeps the
 * evidence, and puts the results onto the append queue. What did not answer for a reason that may
 * pass goes back as a request of its own.
 */
public final class CheckFunction {

  private final FunctionLog log;
  private final Surroundings around;
  private final Outbox results;
  private final Outbox checks;

  /**
   * @param results where results go
   * @param checks where what is left goes back to
   */
  public CheckFunction(FunctionLog log, Surroundings around, Outbox results, Outbox checks) {
    this.log = log;
    this.around = around;
    this.results = results;
    this.checks = checks;
  }

  /**
   * Works off one message.
   *
   * @return who did not answer, and why: what a log of the function says and an entry has no room
   *     for
   * @throws MalformedInput if it is no check request, or another log's: it will never be one
   * @throws IOException if bucket or queue failed: deliver the message again
   */
  public synchronized List<Checked.Silent> run(Bytes message)
      throws MalformedInput, IOException, InterruptedException {
    CheckRequest request = CheckRequest.parse(message);
    log.requireOwn(request.genesis());
    Checker.Round round =
        new Checker(around)
            .run(
                request,
                Orders.of(request, log.documents()),
                log.objects(),
                log.seal(),
                log.settings().attempts());
    for (CheckResults part : round.results().parts(results.maxLength())) {
      results.send(part.encode());
    }
    if (round.again().isPresent()) {
      checks.send(round.again().get());
    }
    log.sayAlarms();
    return round.silent();
  }
}
